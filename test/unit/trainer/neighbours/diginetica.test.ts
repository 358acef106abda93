import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { bytesOfTable, createNeighbours, measureRanker, numberSessions, trainNeighbours } from '@aisle/trainer';
import { describe, expect, it } from 'vitest';

const recorded = join(process.env['AISLE_DATA'] ?? '../shared/data', 'diginetica.seq.gz');
const isThere = existsSync(recorded);
const TIMEOUT_MS = 180_000;

describe(`on a real shop${isThere ? '' : ` [needs data: ${recorded}]`}`, () => {
  it.skipIf(!isThere)(
    'every second next click is among twenty, from a table of less than 600,000 bytes',
    () => {
      const lines = gunzipSync(readFileSync(recorded)).toString().trim().split('\n');
      const sessionsOf = (kind: string) =>
        lines
          .filter((line) => line.startsWith(kind))
          .map((line) => Array.from(line.slice(2).split(' '), (itemId) => ({ itemId, type: 'view_item' })));
      const training = sessionsOf('T');
      const sessions = numberSessions({ training, tests: sessionsOf('E') });
      const bytes = trainNeighbours(training);
      const ranker = createNeighbours('neighbours', bytes, sessions.itemIds);
      const { predictions, hitRate, meanReciprocalRank } = measureRanker(ranker, { ...sessions, k: 20 });
      expect(predictions).toBe(60_858);
      expect(hitRate).toBeGreaterThanOrEqual(0.515);
      expect(meanReciprocalRank).toBeGreaterThanOrEqual(0.189);
      expect(bytesOfTable(bytes)).toBeLessThanOrEqual(510_000);
      expect(bytes.length - bytesOfTable(bytes)).toBeLessThanOrEqual(4 * sessions.itemIds.length);
    },
    TIMEOUT_MS,
  );
});
