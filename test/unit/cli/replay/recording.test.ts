import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readRecording, recordingOf } from '../../../../packages/cli/src/replay/recording.js';
import { temporaryFolder } from '../temporary-folder.js';

const HEADER = 'SessionId\tItemId\tTime\tType\tCatId\tUserId';
const TEXT = `${HEADER}\n1\t285930\t1442004589\tview\t1188\ta0\n1\t357564\t1442004759\ttransaction\t\ta0\n`;

const complaintOf = (text: string): string => {
  try {
    recordingOf(text, 'events.tsv');
  } catch (cause) {
    return String(cause);
  }
  return 'none';
};

describe('a recording', () => {
  it('is read line by line, in GA4 words and milliseconds', () => {
    expect(recordingOf(TEXT, 'events.tsv')).toEqual([
      { session: '1', itemId: '285930', atMs: 1_442_004_589_000, name: 'view_item', category: '1188', shopper: 'a0' },
      { session: '1', itemId: '357564', atMs: 1_442_004_759_000, name: 'purchase', category: '', shopper: 'a0' },
    ]);
  });

  it.each([
    ['plain', TEXT],
    ['with the line ends of Windows', TEXT.replaceAll('\n', '\r\n')],
    ['gzipped under a name that does not say so', gzipSync(TEXT)],
  ])('is read from disk, %s', async (_, content) => {
    const path = join(temporaryFolder(), 'events.tsv');
    writeFileSync(path, content);
    expect(await readRecording(path)).toEqual(recordingOf(TEXT, path));
  });
});

describe('a file that is no recording is refused with line, column and what was expected', () => {
  it.each([
    ['an empty file', '', 'line 1, column 1: found "", expected the header SessionId ItemId Time Type CatId UserId'],
    ['another header', HEADER.replace('Time', 'When'), 'line 1, column 3: found "When", expected the header'],
    ['a header that goes on', `${HEADER}\tMore`, 'line 1: found 7 columns, expected the header'],
    ['no event', `${HEADER}\n`, 'line 2: found the end of the file, expected an event'],
    ['a line that is cut off', `${TEXT}2\t5\t1442004`, 'line 4: found 3 columns, expected 6'],
    [
      'a time of another form',
      TEXT.replace('1442004759', '2015-09-11'),
      'line 3, column 3 (Time): found "2015-09-11", expected unix time',
    ],
    ['a time in milliseconds', TEXT.replace('1442004759', '1442004759000'), 'line 3, column 3 (Time)'],
    [
      'an unknown type',
      TEXT.replace('view', 'look'),
      'line 2, column 4 (Type): found "look", expected one of view, addtocart, transaction',
    ],
    ['no item', TEXT.replace('285930', ''), 'line 2, column 2 (ItemId): found "", expected the id of an item'],
  ])('%s', (_, text, complaint) => {
    expect(complaintOf(text)).toContain(complaint);
  });

  it('many faults: the first five, and how many more', () => {
    const complaint = complaintOf(`${HEADER}\n${'x\n'.repeat(9)}`);
    expect(complaint.match(/line \d+: found 1 columns/g)).toHaveLength(5);
    expect(complaint).toContain('and 4 more');
  });

  it('a file that is not there', async () => {
    await expect(readRecording(join(temporaryFolder(), 'absent.tsv'))).rejects.toThrow('cannot be read');
  });

  it('gzip that is cut off', async () => {
    const path = join(temporaryFolder(), 'events.tsv.gz');
    writeFileSync(path, gzipSync(TEXT).subarray(0, 40));
    await expect(readRecording(path)).rejects.toThrow('cannot be unpacked');
  });
});
