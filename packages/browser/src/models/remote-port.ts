/** What a service is asked: items, and no word about who looks at them. */
export interface RemoteQuestion {
  /** Whose question it is: the recommender's id. */
  readonly recommender: string;
  /** What this page is about, then what was viewed in this session, the newest first; never empty, 10 at most. */
  readonly itemIds: readonly string[];
  /** No more are looked at. */
  readonly limit: number;
  /** Ends when the answer is too late, or not wanted any more. */
  readonly signal: AbortSignal;
}

/** Asks a service outside of the page for the ids of items, the best first. It may throw, reject, or never answer: fallbacks do. */
export type RemotePort = (question: RemoteQuestion) => PromiseLike<readonly string[]>;

/** Ports by recommender. */
export type RemotePorts = Readonly<Record<string, RemotePort>>;
