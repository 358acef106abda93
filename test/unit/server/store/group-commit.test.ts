import { expect, it } from 'vitest';
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

it('tries each alone when a common commit fails', async () => {
  const { group } = openGroups(100, (commits) => commits === 1);
  expect(await Promise.all([group.add(1, () => 'a'), group.add(1, () => 'b')])).toEqual(['a', 'b']);
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
