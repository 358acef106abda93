import type { Playbook } from '@aisle/schema';
import { unknownFacts } from './condition-facts.js';
import { unreadableConditions } from './condition-operators.js';
import { unknownSegments } from './condition-segments.js';
import { brokenExperiments } from './experiment-check.js';
import type { Finding } from './finding.js';
import { fieldlessAggregates, mixedWindows } from './history-check.js';
import { brokenNamespaces } from './namespace-check.js';
import { brokenReferences } from './playbook-references.js';
import { repeatedIds } from './repeated-ids.js';
import { brokenSchedules } from './schedule-check.js';

const looks: readonly ((playbook: Playbook) => readonly Finding[])[] = [
  repeatedIds,
  brokenReferences,
  unreadableConditions,
  unknownFacts,
  unknownSegments,
  fieldlessAggregates,
  mixedWindows,
  brokenExperiments,
  brokenNamespaces,
  brokenSchedules,
];

/** Finds what a schema cannot see: everything for which a playbook of the right form would not do what it says. */
export const playbookErrors = (playbook: Playbook): readonly Finding[] => looks.flatMap((look) => look(playbook));
