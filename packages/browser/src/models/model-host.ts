import type { Assignment, Pick as Picked, PublishedPlaybook, RecommendOptions } from '@aisle/engine';
import type { ConsentState, Purpose } from '@aisle/schema';
import type { Diagnose } from '../error.js';
import type { RemotePorts } from './remote-port.js';

/** What those hear of who learn something: an event passed the gate, consent changed, or Aisle was stopped. */
interface Heard {
  readonly event: { readonly name: string };
  readonly consent: unknown;
  readonly stop: unknown;
}

/** The page, as those see it who learn something after it began. */
export interface ModelHost {
  readonly options: {
    /** Names what is kept on the device. */
    readonly site: string;
    /** An address, when it has one: those of models are relative to it. */
    readonly playbook?: PublishedPlaybook | string | undefined;
    readonly remote?: RemotePorts | undefined;
    readonly sensitiveCategories?: readonly string[] | undefined;
  };
  readonly consent: { get(): Readonly<Record<Purpose, ConsentState>> };
  on<Type extends keyof Heard>(type: Type, listener: (value: Heard[Type]) => void): () => void;
  /** Only where it is granted a model is kept on the device. */
  personalization(): ConsentState;
  /** Nothing for who is held out. */
  recommend(recommender: string, options?: RecommendOptions): readonly Picked[];
  variation(experiment: string): Assignment;
  /** Something was learned: what was decided may be decided anew. */
  changed(): void;
  readonly diagnose: Diagnose;
}
