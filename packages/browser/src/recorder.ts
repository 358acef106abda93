import type { Answers, Consent } from './consent/answers.js';
import type { Emitter } from './emitter.js';
import type { Exported } from './export-stored.js';
import type { AisleEvents } from './pipeline.js';
import type { Erasure } from './sync/farewell.js';

/** Records, asks for consent, remembers and sends; decides nothing. */
export interface Recorder {
  /** Offers an event. Returns at once; never throws. */
  record(name: string, params?: object): void;
  /**
   * Names the customer who is signed in: recorded as a `login` once, however often it is said. What was done here before is theirs;
   * when it is another customer than before, a new shopper begins. Use a key of the shop, never an e-mail.
   *
   * @param about.traits - What the shop knows of them; facts `traits.*`.
   */
  identify(userId: string, about?: { readonly traits?: object }): void;
  readonly consent: {
    /** How each purpose stands, and what each source said; null for one without an answer. */
    get(): Consent & { readonly sources: Readonly<Record<string, Answers | null>> };
    /** Speaks as one source among others: the most restrictive wins. */
    set(answers: Answers): void;
    /** Asks every source again, at the end of this task: the banner has a new answer. */
    ask(): void;
    /** Denies everything: nothing is written or sent any more. Resolves when what was stored is gone. Never rejects. */
    withdraw(): Promise<void>;
  };
  /** Returns the undo. */
  on: Emitter<AisleEvents>['on'];
  readonly privacy: {
    /** All that lies on this device. Null while nothing may be stored. */
    export(): Promise<Exported | null>;
    /**
     * Empties this device, and has the server delete what it got from it. Recording goes on under new ids while consent holds.
     * Resolves to the server's word: `pending` is said again by itself, `failed` needs the shop's help.
     */
    erase(): Promise<Erasure>;
  };
  /** Writes what waits and sends what may be sent; resolves when that ended, well or not. */
  flush(): Promise<void>;
  /** A new shopper at the same device: new ids, empty stores. What was not sent is gone: `flush()` first. */
  reset(): Promise<void>;
  /** Leaves the page as it was found. */
  stop(): void;
}
