import { counted } from '../counted.js';
import { INTERRUPTED, type Terminal } from '../terminal.js';
import { isClean, type Outcome, outcomeOf } from './outcome.js';
import { outcomeTable } from './outcome-table.js';
import { type Played, playShoppers } from './play-shoppers.js';
import { readRecording } from './recording.js';
import { planOf, type ReplayPlan } from './replay-plan.js';
import { arrivedRows, openOwnServer, openPageFor } from './replay-server.js';
import { showProgress } from './session-progress.js';

/** What `aisle replay` was told. */
export interface ReplayOptions {
  readonly file: string;
  readonly sessions?: number | undefined;
  readonly db?: string | undefined;
  readonly site: string;
  readonly url?: string | undefined;
  /** Of the replay's own page, when `url` is given; 0 is any. */
  readonly port: number;
  readonly concurrency: number;
  readonly headful: boolean;
}

const DB = '.aisle/replay.db';
const MAX_MESSAGES = 5;

const durationOf = (ms: number): string => {
  const seconds = Math.round(ms / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
};

const several = (count: number, noun: string): string => `${counted(count)} ${noun}${count === 1 ? '' : 's'}`;

const announce = ({ shoppers, sessions, events }: ReplayPlan, browsers: number): string =>
  `Replaying ${several(events, 'event')} in ${several(sessions, 'session')} of ${several(shoppers.length, 'shopper')}` +
  ` with ${several(browsers, 'browser')}.`;

const sayMessages = (messages: Played['messages'], { error }: Terminal): void => {
  if (messages.size === 0) return;
  error('\nThe page said on its console:');
  for (const [text, times] of [...messages].slice(0, MAX_MESSAGES)) error(`  ${times} times: ${text}`);
};

const explain = ({ lostPageViews, sdkSessions }: Outcome, { sessions }: Played, { out }: Terminal): void => {
  out('The table counts what the file holds, without the page view that the SDK itself records at each page load.');
  if (lostPageViews !== 0) {
    out(`Of ${counted(sessions)} page views ${counted(sessions - lostPageViews)} are in the database.`);
  }
  if (sdkSessions === null) return;
  out(
    `The file's ${counted(sessions)} sessions are ${counted(sdkSessions)} in the database, where half an hour's pause ends one.`,
  );
};

const openServer = ({ url, site, port }: ReplayOptions, db: string | undefined) =>
  url ? openPageFor(url, site, port) : openOwnServer(site, db ?? DB);

/** Plays a recording through the real SDK in real browsers, and counts. Answers 0 only when nothing is lost or double. */
export const replay = async (options: ReplayOptions, terminal: Terminal): Promise<number> => {
  const { out, stop, stream } = terminal;
  const beganMs = Date.now();
  const recording = await readRecording(options.file);
  const plan = planOf(recording, { nowMs: beganMs, maxSessions: options.sessions });
  // A database of a server elsewhere is looked at only when it is named.
  const db = options.db ?? (options.url ? undefined : DB);
  const server = await openServer(options, db);
  let played: Played;
  try {
    const concurrency = Math.min(options.concurrency, plan.shoppers.length);
    out(announce(plan, concurrency));
    const progress = showProgress(plan.sessions, stream);
    played = await playShoppers(plan.shoppers, {
      pageUrl: server.pageUrl,
      concurrency,
      headful: options.headful,
      stop,
      onSession: progress.sessionPlayed,
    }).finally(progress.stop);
  } finally {
    await server.close();
  }

  const rows = db ? await arrivedRows(db, options.site, beganMs) : null;
  const { recorded, acknowledged } = played;
  const outcome = outcomeOf({ inFile: played.events, pageLoads: played.sessions, recorded, acknowledged, rows });
  sayMessages(played.messages, terminal);
  if (stop.aborted) out(`\nStopped after ${counted(played.sessions)} of ${counted(plan.sessions)} sessions.`);
  out(`\n${outcomeTable(outcome)}`);
  explain(outcome, played, terminal);
  out(`It took ${durationOf(Date.now() - beganMs)}. ${db ? `The events are in ${db}.` : ''}`);
  if (!isClean(outcome)) return 1;
  return stop.aborted ? INTERRUPTED : 0;
};
