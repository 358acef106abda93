import { type AisleEvent, eventSchema, problemsOf } from '@aisle/schema';
import { createSessionCollector } from '@aisle/trainer';
import type { LineReader } from './session-input.js';

const parsed = (line: string): unknown => {
  try {
    return JSON.parse(line);
  } catch (cause) {
    return cause;
  }
};

/** Reads events as they are on the wire, one JSON object a line. */
export const createEventLines = (): LineReader => {
  const collector = createSessionCollector();
  return {
    add(line) {
      const event = parsed(line);
      if (event instanceof Error) return `is not JSON: ${event.message}`;
      const [problem] = problemsOf(eventSchema, event);
      if (problem) return `${problem.field || 'it'}: ${problem.message}`;
      collector.add(event as AisleEvent);
      return null;
    },
    done: () => ({ sessions: collector.sessions(), tests: [], leftOut: { ...collector.counts().leftOut } }),
  };
};
