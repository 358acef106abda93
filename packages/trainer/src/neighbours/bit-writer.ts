/** Writes bits, the highest of each byte first. */
export interface BitWriter {
  /** How many bits there are. */
  readonly length: () => number;
  /** Writes a whole number of up to 53 bits. */
  readonly write: (value: number, bits: number) => void;
  readonly append: (other: BitWriter) => void;
  /** Gives the bytes; the last one is filled up with zeros. */
  readonly bytes: () => Uint8Array;
}

/** Makes an empty one. */
export const createBitWriter = (): BitWriter => {
  let bytes = new Uint8Array(1024);
  let length = 0;
  const makeRoom = (bits: number): void => {
    if ((length + bits) / 8 < bytes.length) return;
    const larger = new Uint8Array(bytes.length * 2);
    larger.set(bytes);
    bytes = larger;
  };
  const writer: BitWriter = {
    length: () => length,
    write(value, bits) {
      if (bits > 16) {
        writer.write(Math.floor(value / 65_536), bits - 16);
        writer.write(value % 65_536, 16);
        return;
      }
      makeRoom(24);
      const at = Math.floor(length / 8);
      const window = value << (24 - (length % 8) - bits);
      for (let byte = 0; byte < 3; byte += 1)
        bytes[at + byte] = (bytes[at + byte] ?? 0) | ((window >> (16 - byte * 8)) & 255);
      length += bits;
    },
    append(other) {
      const more = other.bytes();
      const whole = Math.floor(other.length() / 8);
      for (const byte of more.subarray(0, whole)) writer.write(byte, 8);
      const rest = other.length() % 8;
      if (rest > 0) writer.write((more[whole] ?? 0) >> (8 - rest), rest);
    },
    bytes: () => bytes.slice(0, Math.ceil(length / 8)),
  };
  return writer;
};
