import type { Assign, PublishedPlaybook } from '@aisle/engine';
import type { AisleEvent } from '@aisle/schema';
import type { ConsentRules } from './consent/consent-gate.js';
import { SdkError } from './error.js';
import type { LateExperiments } from './late-experiments.js';
import type { LateRecommenders } from './late-recommenders.js';
import type { RemotePorts } from './models/remote-port.js';
import type { PageRecommending } from './page-recommenders.js';
import type { Plugin } from './plugin.js';
import type { RenderSlot } from './slots/slots.js';
import type { templates } from './slots/template.js';

export interface RecorderOptions extends ConsentRules {
  /** The site's public write key: lower-case letters, digits and hyphens. */
  readonly site: string;
  /** Where batches go, `/v1/batch`. Without it nothing ever leaves the device. */
  readonly ingest?: string | undefined;
  readonly plugins?: readonly Plugin[] | undefined;
  /** Where the shop's own server keeps the visitor's id in a cookie, `/v1/visitor`, of the page's origin. Default: it does not. */
  readonly visitor?: string | undefined;
  /** Labels what is recorded. Default: `bot` when the browser says it is driven, else a shopper. */
  readonly traffic?: 'shopper' | NonNullable<AisleEvent['traffic']> | undefined;
  /** Names of categories (health, say) whose items are left out of every event, before anything is stored. */
  readonly sensitiveCategories?: readonly string[] | undefined;
  /** How long anything may stay on the device. Default 395 days (13 months). */
  readonly retentionDays?: number | undefined;
  /** A session ends with the day, too, in the shopper's own time zone. Default: it goes on past midnight. */
  readonly dailySessions?: boolean | undefined;
  /** When a shop is told, once, that nobody has answered yet, ms. Default 10 seconds. */
  readonly cmpTimeoutMs?: number | undefined;
  /** Hears of everything that went wrong and was handled. Default: nobody. */
  readonly onDiagnostic?: ((error: SdkError) => void) | undefined;
}

export interface AisleOptions extends RecorderOptions {
  /** The playbook itself, or its address. Without one every decision is the default content. */
  readonly playbook?: PublishedPlaybook | string | undefined;
  /** Pass the imported `recommenders`, or `lateRecommenders`, when the playbook has some, or models: a page without does not carry their code. */
  readonly recommenders?: PageRecommending | LateRecommenders | undefined;
  /** By recommender of the strategy `remote`: asks its service, instead of its `remote.url`. */
  readonly remote?: RemotePorts | undefined;
  /** Pass the imported `experiments`, or `lateExperiments`, when the playbook has some, or a holdout. */
  readonly experiments?: Assign | LateExperiments | undefined;
  /** Pass the imported `templates` when slots have a `<template>` in them. */
  readonly templates?: typeof templates | undefined;
  /** Fills a slot, by its id, instead of the `<template>` in it. */
  readonly slots?: Readonly<Record<string, RenderSlot>> | undefined;
}

/** https, or http on this machine. */
const SAFE_ADDRESS = /^(https:|http:\/\/([^/]*\.)?(localhost|127\.0\.0\.1|\[::1])(:\d+)?\/)/;

const isAddress = (address: string): boolean =>
  URL.canParse(address, location.href) && SAFE_ADDRESS.test(new URL(address, location.href).href);

/**
 * Checks what a shop passed, before anything ran.
 *
 * @throws {SdkError} config/invalid, naming the field and the fix.
 */
export const checkOptions = (options: AisleOptions): void => {
  const need = (fits: unknown, field: string, fix: string): void => {
    if (!fits) throw new SdkError('config/invalid', `${field}: ${fix}`);
  };
  const { site, ingest, playbook, plugins = [] } = options;
  need(/^[a-z\d][a-z\d-]{0,62}$/.test(site), 'site', 'use a-z, 0-9 and -');
  need(ingest === undefined || isAddress(ingest), 'ingest', 'use an https URL');
  need(typeof playbook !== 'string' || isAddress(playbook), 'playbook', 'use an https URL');
  plugins.forEach((plugin, index) => need(plugin?.setup, `plugins[${index}]`, 'call the plugin'));
};

/** Own properties only: what a page put on Object.prototype is no option. */
export const ownOptions = <Options extends object>(given: Options): Options =>
  Object.assign(Object.create(null) as Options, given);

/** Says whether this page is the shop's own: no frame of another origin, no sandbox. */
export const isOwnPage = (): boolean => {
  try {
    return self.origin !== 'null' && Boolean(top?.location.href);
  } catch {
    return false;
  }
};
