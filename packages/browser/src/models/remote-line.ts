import type { ModelHost } from './model-host.js';
import type { RemotePort } from './remote-port.js';

/** A row of cards, and many to leave out. */
const LIMIT = 30;
/** In a row: after that a service is left alone on this page. */
const MOST_FAILURES = 3;

/** One recommender's line to its service. */
export interface RemoteLine {
  isAllowed(): boolean;
  /** What is known by now; asks once where nothing is. */
  ask(itemIds: readonly string[]): readonly string[];
  /** Gives up what is on its way, and forgets what was answered. */
  hangUp(): void;
}

export interface RemoteLineOptions {
  readonly id: string;
  readonly port: RemotePort;
  readonly timeoutMs: number;
  readonly isAllowed: () => boolean;
  readonly host: ModelHost;
}

const idsIn = (answer: unknown): readonly string[] => {
  if (!Array.isArray(answer)) throw new Error('no list of ids');
  return answer.filter((id) => typeof id === 'string').slice(0, LIMIT);
};

export const createRemoteLine = ({ id, port, timeoutMs, isAllowed, host }: RemoteLineOptions): RemoteLine => {
  const calls = new Set<AbortController>();
  let answers = new Map<string, readonly string[]>();
  let failures = 0;

  const call = async (question: string, itemIds: readonly string[]): Promise<void> => {
    // Who hangs up forgets: what comes later is kept nowhere.
    const known = answers;
    const ending = new AbortController();
    const { signal } = ending;
    const fail = (cause: unknown): void => {
      if (signal.aborted) return;
      failures += 1;
      if (failures === 1) host.diagnose('plugin/failed', `remote ${id}: fallbacks answer`, cause);
    };
    calls.add(ending);
    const timer = setTimeout(() => {
      fail('no answer in time');
      ending.abort();
    }, timeoutMs);
    try {
      // A late one is there for the next decision, and moves none.
      known.set(question, idsIn(await port({ recommender: id, itemIds, limit: LIMIT, signal })));
      if (signal.aborted) return;
      failures = 0;
      host.changed();
    } catch (cause) {
      fail(cause);
    } finally {
      clearTimeout(timer);
      calls.delete(ending);
    }
  };

  return {
    isAllowed,
    ask(itemIds) {
      const question = JSON.stringify(itemIds);
      if (isAllowed() && !answers.has(question) && failures < MOST_FAILURES) {
        answers.set(question, []);
        void call(question, itemIds);
      }
      return answers.get(question) ?? [];
    },
    hangUp() {
      calls.forEach((ending) => ending.abort());
      answers = new Map();
      failures = 0;
    },
  };
};
