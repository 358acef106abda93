import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createGroupCommit } from '../../../../packages/server/src/store/group-commit.js';

const openGroups = (maxWeight: number, failing: (commits: number) => boolean = () => false) => {
  const log: string[] = [];
  let commits = 0;
  const transaction = {
    begin: () => void log.push('begin'),
    commit: () => {
      commits += 1;
      if (failing(commits)) throw new Error('the disk is full');
      log.push('commit');
    },
    rollback: () => void log.push('rollback'),
    isFault: (cause: unknown) => cause instanceof RangeError,
  };
  return { log, group: createGroupCommit(transaction, maxWeight) };
};

it('commits what arrives in one turn of the loop together', async () => {
  const { log, group } = openGroups(100);
  const results = await Promise.all([group.add(1, () => 'a'), group.add(1, () => 'b'), group.add(1, () => 'c')]);
  expect(results).toEqual(['a', 'b', 'c']);
  expect(log).toEqual(['begin', 'commit']);
});

it('splits what is too heavy for one transaction', async () => {
  const { log, group } = openGroups(10);
  await Promise.all([6, 6, 20].map((weight) => group.add(weight, () => weight)));
  expect(log).toEqual(['begin', 'commit', 'begin', 'commit', 'begin', 'commit']);
});

it('gives no result before the commit went through', async () => {
  const { log, group } = openGroups(100);
  const seen = group.add(1, () => 'a').then(() => [...log]);
  expect(await seen).toEqual(['begin', 'commit']);
});

const attemptsOf = (log: readonly string[]) => log.filter((step) => step === 'begin').length;
const fails = (cause: Error) => () => {
  throw cause;
};

it('rejects all of a group whose commit failed, after one attempt', async () => {
  const { log, group } = openGroups(100, (commits) => commits === 1);
  const answers = await Promise.allSettled([group.add(1, () => 'a'), group.add(1, () => 'b')]);
  expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(attemptsOf(log)).toBe(1);
});

it('rejects all of a group that could not begin, after one attempt', async () => {
  let attempts = 0;
  const begin = () => {
    attempts += 1;
    throw new Error('the file is locked');
  };
  const group = createGroupCommit({ begin, commit: () => {}, rollback: () => {}, isFault: () => false }, 100);
  const answers = await Promise.allSettled([group.add(1, () => 'a'), group.add(1, () => 'b')]);
  expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(attempts).toBe(1);
});

it('gives up all that waits when the storage fails, so that none of it waits for the storage again', async () => {
  const { log, group } = openGroups(10, (commits) => commits === 1);
  const answers = await Promise.allSettled([6, 6, 20].map((weight) => group.add(weight, () => weight)));
  expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  expect(attemptsOf(log)).toBe(1);
  expect(await group.add(1, () => 'later')).toBe('later');
});

it('rejects all of a group when a write met a fault of the storage', async () => {
  const { log, group } = openGroups(100);
  const answers = await Promise.allSettled([group.add(1, () => 'a'), group.add(1, fails(new RangeError('disk full')))]);
  expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(attemptsOf(log)).toBe(1);
});

it('tries each alone when the work of one threw', async () => {
  const { group } = openGroups(100);
  const added = [
    group.add(1, () => 'a'),
    group.add(1, fails(new Error('no column takes this'))),
    group.add(1, () => 'c'),
  ];
  const answers = await Promise.allSettled(added);
  expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
});

it('gives up the rest when the storage fails while each is tried alone', async () => {
  const { log, group } = openGroups(100, (commits) => commits === 1);
  const added = [group.add(1, fails(new Error('own fault'))), group.add(1, () => 'b'), group.add(1, () => 'c')];
  const answers = await Promise.allSettled(added);
  expect(answers.map((answer) => (answer.status === 'rejected' ? String(answer.reason) : 'kept'))).toEqual([
    'Error: own fault',
    'Error: the disk is full',
    'Error: the disk is full',
  ]);
  expect(attemptsOf(log)).toBe(3);
});

it('rejects when the commit fails, and works again afterwards', async () => {
  const { group } = openGroups(100, (commits) => commits === 1);
  await expect(group.add(1, () => 'a')).rejects.toThrow('the disk is full');
  expect(await group.add(1, () => 'b')).toBe('b');
});

it('commits at once when it is flushed', async () => {
  const { log, group } = openGroups(100);
  const added = group.add(1, () => 'a');
  group.flush();
  expect(log).toEqual(['begin', 'commit']);
  expect(await added).toBe('a');
});

describe('company', () => {
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  // The clock stands still: only turns of the loop go by.
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
  afterEach(() => void vi.useRealTimers());

  it('is waited for after a commit of several, and no longer than until half a transaction waits', async () => {
    const { log, group } = openGroups(10);
    await Promise.all([group.add(1, () => 'a'), group.add(1, () => 'b')]);
    const late = [group.add(1, () => 'c')];
    for (let turns = 0; turns < 5; turns += 1) await turn();
    expect(attemptsOf(log)).toBe(1);
    late.push(group.add(4, () => 'd'));
    expect(await Promise.all(late)).toEqual(['c', 'd']);
    expect(attemptsOf(log)).toBe(2);
  });

  it('that does not come is not waited for long', async () => {
    const { group } = openGroups(10);
    await Promise.all([group.add(1, () => 'a'), group.add(1, () => 'b')]);
    const late = group.add(1, () => 'c');
    await vi.advanceTimersByTimeAsync(10);
    expect(await late).toBe('c');
  });

  it('is not waited for by who writes alone', async () => {
    const { group } = openGroups(10);
    for (const id of ['a', 'b', 'c']) expect(await group.add(1, () => id)).toBe(id);
  });
});
