/** What a page may post, and the words for what can be wrong with it. */
export interface BodyKind {
  /** Begins the codes of its errors. */
  readonly noun: 'batch' | 'visitor' | 'withdrawal';
  readonly path: string;
  readonly form: string;
  /** What to do when it is too large. */
  readonly smaller: string;
  /** By field. A map, because the field comes from the input: an object would find `__proto__`. */
  readonly fixes: ReadonlyMap<string, string>;
}

const SITE_FIX = "send the site's public key, as the field site or as ?site=";

/** Events. */
export const BATCH: BodyKind = {
  noun: 'batch',
  path: '/v1/batch',
  form: '{v, site, sentAtMs, events}',
  smaller: 'send fewer events in one batch',
  fixes: new Map([
    ['v', 'send v: 1'],
    ['site', SITE_FIX],
    ['sentAtMs', 'send the time of sending in ms since 1970'],
    ['events', 'send an array of at most 1000 events'],
  ]),
};

/** Ids whose consent is taken back. */
export const WITHDRAWAL: BodyKind = {
  noun: 'withdrawal',
  path: '/v1/withdraw',
  form: '{v, site, ids}',
  smaller: 'send at most 200 ids in one withdrawal',
  fixes: new Map([
    ['v', 'send v: 1'],
    ['site', SITE_FIX],
    ['ids', 'send an array of 1 to 200 ids as events carry them: 8 to 64 letters, digits, - or _'],
  ]),
};

/** A visitor's id, to be kept in a cookie. */
export const VISITOR: BodyKind = {
  noun: 'visitor',
  path: '/v1/visitor',
  form: '{v, site, id}',
  smaller: 'send one id',
  fixes: new Map([
    ['v', 'send v: 1'],
    ['site', SITE_FIX],
    ['id', 'send an id as events carry it: 8 to 64 letters, digits, - or _'],
    ['ageMs', 'send the age of the id in ms, or leave it out'],
  ]),
};

/** The kind that a route takes in; that of batches for all other routes. */
export const kindOf = (route: string | undefined): BodyKind =>
  [WITHDRAWAL, VISITOR].find(({ path }) => path === route) ?? BATCH;
