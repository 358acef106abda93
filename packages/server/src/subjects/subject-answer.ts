import type { SubjectRecords } from '../store/event-store.js';

/** Whose records are answered. */
export interface SubjectKey {
  readonly site: string;
  readonly id: string;
}

const listOf = async function* (records: AsyncIterable<unknown>): AsyncGenerator<string> {
  let separator = '\n';
  for await (const record of records) {
    yield `${separator}${JSON.stringify(record)}`;
    separator = ',\n';
  }
};

/** Writes all that is held of an id as one JSON object, piece by piece: a subject may have more than memory should hold. */
export const subjectAnswerOf = async function* (
  { site, id }: SubjectKey,
  { withdrawnAtMs, events, deadLetters }: SubjectRecords,
): AsyncGenerator<string> {
  const head = JSON.stringify({ v: 1, site, id, withdrawnAtMs });
  yield `${head.slice(0, -1)},"events":[`;
  yield* listOf(events);
  yield '],"deadLetters":[';
  yield* listOf(deadLetters);
  yield ']}\n';
};
