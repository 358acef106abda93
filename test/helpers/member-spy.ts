/** What tells one device from another: `name` of an interface, and its members. `*`: the interface itself, when it is made. */
export const FINGERPRINTS: Readonly<Record<string, readonly string[]>> = {
  HTMLCanvasElement: ['getContext', 'toDataURL', 'toBlob', 'transferControlToOffscreen'],
  OffscreenCanvas: ['getContext', '*'],
  CanvasRenderingContext2D: ['getImageData', 'measureText', 'fillText', 'isPointInPath'],
  WebGLRenderingContext: ['getParameter', 'getExtension', 'getSupportedExtensions', 'readPixels'],
  WebGL2RenderingContext: ['getParameter', 'getExtension', 'getSupportedExtensions', 'readPixels'],
  AudioContext: ['*'],
  OfflineAudioContext: ['*'],
  FontFace: ['*'],
  FontFaceSet: ['check', 'load'],
  Navigator: [
    ...['plugins', 'mimeTypes', 'hardwareConcurrency', 'deviceMemory', 'mediaDevices', 'getBattery', 'getGamepads'],
    ...['oscpu', 'platform', 'vendor', 'productSub', 'userAgent', 'appVersion', 'userAgentData', 'maxTouchPoints'],
    ...['connection', 'languages', 'keyboard', 'bluetooth', 'usb', 'hid', 'serial', 'gpu', 'permissions', 'storage'],
    ...['requestMediaKeySystemAccess', 'geolocation', 'sendBeacon', 'cookieEnabled', 'javaEnabled', 'credentials'],
  ],
  Screen: ['width', 'height', 'availWidth', 'availHeight', 'colorDepth', 'pixelDepth', 'orientation'],
  MediaDevices: ['enumerateDevices', 'getUserMedia'],
  RTCPeerConnection: ['*'],
  SpeechSynthesis: ['getVoices'],
  Permissions: ['query'],
  StorageManager: ['estimate', 'persist'],
  Document: ['cookie'],
  Date: ['getTimezoneOffset'],
};

/**
 * Runs in the page, before our scripts: writes down in `window.touched` each touch of a member by them, with the element it was
 * on.
 */
export const spyOnMembers = (members: Readonly<Record<string, readonly string[]>>): void => {
  const touched: string[] = [];
  Reflect.set(window, 'touched', touched);
  // Where the page loads the spy itself, its own frames have an address, too.
  const own = (document.currentScript as HTMLScriptElement | null)?.src || 'no address';
  const isOurs = (): boolean => {
    const caller = new Error().stack?.split('\n').find((line) => /https?:/.test(line) && !line.includes(own)) ?? '';
    return /\/aisle[\w-]*\.js/.test(caller);
  };
  const note = (name: string, on: unknown): void => {
    if (!isOurs()) return;
    const element = on instanceof Element ? on : null;
    touched.push(`${name}${element ? ` of ${element.localName}${element.id ? `#${element.id}` : ''}` : ''}`);
  };
  for (const [face, names] of Object.entries(members)) {
    const made = Reflect.get(window, face) as { prototype: object } | undefined;
    if (!made) continue;
    for (const name of names) {
      if (name === '*') {
        Reflect.set(
          window,
          face,
          new Proxy(made, {
            construct: (target, args) => (note(`new ${face}`, null), Reflect.construct(target as never, args)),
          }),
        );
        continue;
      }
      const holder = face === 'Window' ? window : made.prototype;
      const found = Object.getOwnPropertyDescriptor(holder, name);
      if (!found?.configurable) continue;
      Object.defineProperty(holder, name, {
        configurable: true,
        enumerable: found.enumerable ?? false,
        get(this: unknown) {
          note(`${face}.${name}`, this);
          return found.get ? found.get.call(this) : found.value;
        },
        set(this: unknown, value: unknown) {
          if (found.set) found.set.call(this, value);
          else Object.defineProperty(this, name, { value, writable: true, configurable: true, enumerable: true });
        },
      });
    }
  }
};
