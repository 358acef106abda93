import { type AisleEvent, eventSchema, problemsOf } from '@aisle/schema';
import { CliError } from '../cli-error.js';
import { linesOf } from '../text-lines.js';

interface Line {
  readonly atMs: number;
  readonly seq: number;
  readonly text: string;
}

/** A visitor, and the lines of the file that are theirs, in order. As text they take a quarter of the memory. */
export interface Visitor {
  readonly id: string;
  readonly lines: readonly Line[];
}

/** Gives a visitor's events, in their order. */
export const eventsOf = ({ lines }: Visitor): readonly AisleEvent[] =>
  lines.map(({ text }) => JSON.parse(text) as AisleEvent);

/** What a file of events holds. */
export interface RecordedTraffic {
  readonly visitors: readonly Visitor[];
  readonly events: number;
  readonly firstAtMs: number;
  readonly lastAtMs: number;
  /** Events that were left out, by reason. */
  readonly leftOut: Readonly<Record<string, number>>;
}

const MAX_PROBLEMS = 5;

/** The event of a line, or what is wrong with it. */
const eventOf = (line: string): AisleEvent | string => {
  let event: unknown;
  try {
    event = JSON.parse(line);
  } catch (cause) {
    return `is not JSON: ${cause instanceof Error ? cause.message : cause}`;
  }
  const [problem] = problemsOf(eventSchema, event);
  return problem ? `${problem.field || 'it'}: ${problem.message}` : (event as AisleEvent);
};

const isUsed = ({ traffic, consent }: AisleEvent): string | null => {
  // A replay is what real shoppers did; bots and previews are none.
  if (traffic === 'bot' || traffic === 'preview') return `labelled ${traffic}`;
  return consent.purposes.includes('personalization') ? null : 'without consent to personalization';
};

const inOrder = (a: Line, b: Line): number => a.atMs - b.atMs || a.seq - b.seq;

const noEvents = (path: string, problems: readonly string[]): CliError =>
  new CliError(
    [`${path} is no file of events, one JSON object a line:`, ...problems.map((one) => `  ${one}`)].join('\n'),
  );

/** Collects events by visitor, each once. */
const collect = () => {
  const byVisitor = new Map<string, Line[]>();
  const ids = new Set<string>();
  const leftOut: Record<string, number> = {};
  let [firstAtMs, lastAtMs, events] = [Infinity, -Infinity, 0];
  return {
    add(event: AisleEvent, text: string): void {
      const reason = ids.has(event.id) ? 'double' : isUsed(event);
      ids.add(event.id);
      if (reason !== null) {
        leftOut[reason] = (leftOut[reason] ?? 0) + 1;
        return;
      }
      events += 1;
      [firstAtMs, lastAtMs] = [Math.min(firstAtMs, event.atMs), Math.max(lastAtMs, event.atMs)];
      const visitorId = event.visitorId ?? event.sessionId;
      const line: Line = { atMs: event.atMs, seq: event.seq, text };
      const known = byVisitor.get(visitorId);
      if (known) known.push(line);
      else byVisitor.set(visitorId, [line]);
    },
    traffic: (): RecordedTraffic => ({
      visitors: [...byVisitor].map(([id, lines]) => ({ id, lines: lines.sort(inOrder) })),
      ...{ events, firstAtMs, lastAtMs, leftOut },
    }),
  };
};

/** Reads every line into the collection; the first problems, if there are any. */
const collectFrom = async (path: string, found: ReturnType<typeof collect>): Promise<readonly string[]> => {
  const problems: string[] = [];
  let lineNumber = 0;
  for await (const line of linesOf(path)) {
    lineNumber += 1;
    const text = lineNumber === 1 ? line.replace(/^\uFEFF/, '') : line;
    const event = text.trim() === '' ? null : eventOf(text);
    if (typeof event === 'string') problems.push(`line ${lineNumber}: ${event}`);
    else if (event) found.add(event, text);
    if (problems.length === MAX_PROBLEMS) break;
  }
  return problems;
};

/**
 * Reads events as they are on the wire, one JSON object a line, plain or gzipped.
 *
 * @throws {CliError} naming the lines that are none, or why the file cannot be read.
 */
export const readEvents = async (path: string): Promise<RecordedTraffic> => {
  const found = collect();
  const problems = await collectFrom(path, found).catch((cause: unknown) => {
    throw new CliError(`${path} cannot be read: ${cause instanceof Error ? cause.message : cause}`);
  });
  if (problems.length > 0) throw noEvents(path, problems);
  const traffic = found.traffic();
  if (traffic.events > 0) return traffic;
  const reasons = Object.entries(traffic.leftOut).map(([reason, count]) => `${count} ${reason}`);
  throw noEvents(path, [`no event in it can be used${reasons.length > 0 ? `: ${reasons.join(', ')}` : ''}`]);
};
