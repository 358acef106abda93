import type { PublishedPlaybook } from '@aisle/engine';
import type { ConsentState } from '@aisle/schema';
import type { Diagnose } from '../error.js';

/** The page, as those see it who learn something after it began. */
export interface ModelHost {
  readonly options: {
    /** Names what is kept on the device. */
    readonly site: string;
    /** An address, when it has one: those of models are relative to it. */
    readonly playbook?: PublishedPlaybook | string | undefined;
  };
  /** Only where it is granted a model is kept on the device. */
  personalization(): ConsentState;
  /** Something was learned: what was decided may be decided anew. */
  changed(): void;
  readonly diagnose: Diagnose;
}
