/** What a clock on the wall and a calendar say. */
export interface WallTime {
  /** 0 to under 24, minutes as a fraction. */
  readonly hour: number;
  /** `mon` … `sun`. */
  readonly weekday: string;
}

const formatOf = (timeZone: string | undefined): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat('en', {
    // Options may be inherited.
    __proto__: null,
    timeZone,
    weekday: 'short',
    hour: 'numeric',
    minute: 'numeric',
    hourCycle: 'h23',
  } as Intl.DateTimeFormatOptions);

/** Reads a moment in a time zone. Default: where this runs. Throws on a zone that nobody knows. */
export const wallTimeAt = (nowMs: number, timeZone: string | undefined): WallTime => {
  const [weekday = '', hour, minute] = formatOf(timeZone).format(nowMs).toLowerCase().split(/\W+/);
  return { weekday, hour: Number(hour) + Number(minute) / 60 };
};
