import { fileURLToPath } from 'node:url';
import { giveUp } from './progress.mjs';

/**
 * Runs the tests of a folder that has a configuration of its own. Words of the command line choose files, its flags are the caller's.
 *
 * @param {string} folder
 * @param {readonly string[]} args
 * @param {import('vitest/node').CliOptions} options
 */
export const runVitest = async (folder, args, options) => {
  if (!process.stdout.isTTY) {
    // A log is read as text, also by machines; vitest looks when it is loaded.
    delete process.env['FORCE_COLOR'];
    process.env['NO_COLOR'] = '1';
  }
  const { startVitest } = await import('vitest/node');
  const files = args.filter((arg) => !arg.startsWith('--'));
  const root = fileURLToPath(new URL('..', import.meta.url));
  return startVitest('test', files, {
    ...options,
    root,
    config: `${root}test/${folder}/vitest.config.ts`,
    watch: false,
  }).catch((/** @type {unknown} */ cause) =>
    giveUp(`The tests did not run: ${cause instanceof Error ? cause.message : cause}`),
  );
};

/**
 * Every test that ran. A file that could not be run at all is one failed test.
 *
 * @param {readonly import('vitest/node').TestModule[]} modules
 */
export const outcomesOf = (modules) =>
  modules.flatMap((module) => {
    const tests = [...module.children.allTests()];
    if (tests.length === 0) return [{ title: module.moduleId, outcome: /** @type {const} */ ('failed') }];
    return tests.map((test) => {
      const { state } = test.result();
      return { title: test.fullName, outcome: state === 'pending' ? /** @type {const} */ ('skipped') : state };
    });
  });
