import type { Decision, Profile, PublishedPlaybook } from '@aisle/engine';
import type { AisleEvent, ConsentState } from '@aisle/schema';

interface Heard {
  event: Pick<AisleEvent, 'name' | 'atMs'>;
  consent: { readonly now: { readonly personalization: ConsentState } };
  stop: undefined;
}

/** All of the page's client that triggers need; it may come long after the client began. */
export interface TriggerHost {
  on<Type extends keyof Heard>(type: Type, listener: (value: Heard[Type]) => void): () => void;
  readonly consent: { get(): { readonly personalization: ConsentState } };
  record(name: string, params: object): void;
  playbook(): PublishedPlaybook | null;
  decide(slot: string): Decision;
  readonly memory: {
    /** What remembers, once its code is there; null when nothing may be remembered. */
    keeping(): Promise<{ flush(): Promise<unknown> } | null>;
    head(): { readonly profile: Profile };
  };
  /** Has slots decided anew. */
  fill(): void;
  /** Tells the shop's listeners. */
  tell(type: 'trigger', fired: { readonly id: string; readonly moment: string }): void;
}
