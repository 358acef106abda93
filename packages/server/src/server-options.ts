import { problemsOf, type Playbook } from '@aisle/schema';
import type { FastifyPluginAsync } from 'fastify';
import * as z from 'zod/mini';
import { ServerError } from './server-error.js';
import type { EventStore } from './store/event-store.js';

/** What the server knows about one shop. */
export interface SiteOptions {
  /** Exact origins (`https://shop.example`) whose pages may send, or `*` for all. */
  readonly origins: readonly string[];
  /** A JSON file; read again when it changes. */
  readonly playbookPath?: string | undefined;
  /** A playbook that does not change. Not together with `playbookPath`. */
  readonly playbook?: Playbook | undefined;
  /** A folder that `aisle train` wrote; its models are served, and named in the playbook. Read again when it changes. */
  readonly models?: string | undefined;
  /** What was received longer ago is deleted. Default 760: 25 months. */
  readonly retentionDays?: number | undefined;
  /** Opens `/v1/visitor`, which keeps a visitor's id in a cookie. Default false. */
  readonly visitorCookie?: boolean | undefined;
}

/** Known sites by their public key. */
export type Sites = ReadonlyMap<string, SiteOptions>;

/** What a batch may weigh and how often it may come. */
export interface Limits {
  /** Default 1 MiB. */
  readonly maxWireBytes: number;
  /** Default 8 MiB. */
  readonly maxUnpackedBytes: number;
  /** Per site. Default 1000. */
  readonly batchesPerSecond: number;
  /** Per site, after a pause. Default 5000. */
  readonly batchBurst: number;
}

/** What `createServer` takes. */
export interface ServerOptions {
  readonly sites: Readonly<Record<string, SiteOptions>>;
  /** Opened and closed by the caller; close it after the server. */
  readonly store: EventStore;
  /** Structured logs without personal data: `true` all on stdout, `'warn'` only warnings and errors, on stderr. Default false. */
  readonly logger?: boolean | 'warn' | undefined;
  /** Routes of other packages; they get the same error answers, logs and metrics. */
  readonly plugins?: readonly FastifyPluginAsync[] | undefined;
  /** Opens `/v1/subjects` to who knows it. At least 16 characters, without spaces. Without it they answer 403. */
  readonly token?: string | undefined;
  readonly limits?: Partial<Limits> | undefined;
}

const MIB = 1024 * 1024;
const DEFAULT_LIMITS: Limits = {
  maxWireBytes: MIB,
  maxUnpackedBytes: 8 * MIB,
  batchesPerSecond: 1000,
  batchBurst: 5000,
};

const originOf = (text: string): string | undefined => (URL.canParse(text) ? new URL(text).origin : undefined);
const originSchema = z
  .string()
  .check(
    z.refine((text) => text === '*' || originOf(text) === text, 'must be an origin such as https://shop.example, or *'),
  );
const siteKeySchema = z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{0,62}$/));
const positive = z.optional(z.number().check(z.gt(0)));

const optionsSchema = z.looseObject({
  sites: z.record(
    siteKeySchema,
    z.looseObject({
      origins: z.array(originSchema).check(z.minLength(1)),
      playbookPath: z.optional(z.string().check(z.minLength(1))),
      models: z.optional(z.string().check(z.minLength(1))),
      retentionDays: positive,
      visitorCookie: z.optional(z.boolean()),
    }),
  ),
  store: z.custom((value) => typeof value === 'object' && value !== null, 'must be an EventStore'),
  logger: z.optional(z.union([z.boolean(), z.literal('warn')])),
  plugins: z.optional(z.array(z.custom((value) => typeof value === 'function', 'must be a Fastify plugin'))),
  token: z.optional(z.string().check(z.regex(/^\S{16,}$/))),
  limits: z.optional(
    z.strictObject({
      maxWireBytes: positive,
      maxUnpackedBytes: positive,
      batchesPerSecond: positive,
      batchBurst: positive,
    }),
  ),
});

const FIXES: readonly (readonly [RegExp, string])[] = [
  [/\.retentionDays/, 'give a number of days above 0, or leave it out for 760'],
  [/\.models/, 'give the folder that `aisle train --out` wrote, or leave it out'],
  [/\.visitorCookie/, 'give true or false'],
  [/^token/, 'give at least 16 characters without spaces, or leave it out to close /v1/subjects'],
  [/\.origins/, 'write exact origins without a path, such as "https://shop.example", or "*"'],
  [
    /^sites/,
    'write { "shop-key": { origins: ["https://shop.example"], playbookPath: "playbook.json" } }; keys are a-z, 0-9 and -',
  ],
  [/^store/, 'give what openSqliteEventStore(path) returns'],
  [/^logger/, "give true, false or 'warn'"],
  [/^limits/, 'give positive numbers, or leave the limit out'],
];

const invalid = (field: string, message: string): ServerError => {
  const fix = FIXES.find(([pattern]) => pattern.test(field))?.[1];
  const text = `options of createServer: ${field}: ${message}${fix ? `; ${fix}` : ''}`;
  return new ServerError({ code: 'config/invalid', message: text, field, fix });
};

/**
 * Checks the options and fills in the limits.
 *
 * @throws {ServerError} `config/invalid`, naming the first field at fault and its fix.
 */
export const checkedOptions = (options: ServerOptions): { readonly sites: Sites; readonly limits: Limits } => {
  const [problem] = problemsOf(optionsSchema, options);
  if (problem) throw invalid(problem.field, problem.message);
  for (const [site, { playbook, playbookPath }] of Object.entries(options.sites)) {
    if (playbook && playbookPath) throw invalid(`sites.${site}`, 'has both playbook and playbookPath; keep one');
  }
  return { sites: new Map(Object.entries(options.sites)), limits: { ...DEFAULT_LIMITS, ...options.limits } };
};
