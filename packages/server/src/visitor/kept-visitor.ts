/** Who a browser says it is, by its cookie. */
export interface KeptVisitor {
  readonly id: string;
  /** Since when the id is this visitor's, ms since 1970. */
  readonly sinceMs: number;
}

/** 13 months: what audience measurement may keep an id for. */
const MAX_AGE_DAYS = 395;
const DAY_MS = 86_400_000;

// The id, then since when in seconds. A shop that sets the cookie itself may leave the second out.
const VALUE = /^([\w-]{8,64})(?:\.(\d{1,11}))?$/;

/** The name of a site's cookie. */
export const cookieNameOf = (site: string): string => `aisle-${site}`;

/** The value of a cookie. */
export const cookieValueOf = ({ id, sinceMs }: KeptVisitor): string => `${id}.${Math.floor(sinceMs / 1000)}`;

/** How long an id may be kept, ms, however often its cookie is set again; `retentionDays` is the site's own. */
export const maxAgeMsOf = (retentionDays = MAX_AGE_DAYS): number => Math.min(MAX_AGE_DAYS, retentionDays) * DAY_MS;

/** Reads a cookie that came with a request; undefined when there is none, it has another form, or it is too old. */
export const keptVisitorIn = (value: string | undefined, nowMs: number, maxAgeMs: number): KeptVisitor | undefined => {
  const [, id, since] = VALUE.exec(value ?? '') ?? [];
  if (id === undefined) return undefined;
  // The client can write it: one from the future would never end.
  const sinceMs = since === undefined ? nowMs : Math.min(nowMs, Number(since) * 1000);
  return nowMs - sinceMs < maxAgeMs ? { id, sinceMs } : undefined;
};

/**
 * Whether a browser may be told to send the cookie over https alone; it would not keep it for a page of this very machine.
 *
 * By the page's origin: a proxy before this server has taken the https away.
 */
export const isSecure = (origin: string | undefined): boolean =>
  !/^http:\/\/(?:[^/]*\.)?(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/.test(origin ?? '');
