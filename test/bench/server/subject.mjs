import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/**
 * Starts one of the programs beside this file in a process of its own.
 *
 * @param {'served' | 'bare'} program
 * @param {...string} words
 */
export const startSubject = async (program, ...words) => {
  const child = fork(fileURLToPath(new URL(`${program}.mjs`, import.meta.url)), words);
  const ended = once(child, 'exit');
  // Also when somebody ends the benchmark half-way.
  const endWithUs = () => void child.kill('SIGKILL');
  process.once('exit', endWithUs);
  const [{ url }] = await once(child, 'message');
  return {
    /** @type {string} */
    url,
    /** @returns {Promise<import('./usage.mjs').Usage>} */
    async usage() {
      child.send('usage');
      const [usage] = await once(child, 'message');
      return usage;
    },
    async stop() {
      process.off('exit', endWithUs);
      child.kill('SIGKILL');
      await ended;
    },
  };
};

/** @typedef {Awaited<ReturnType<typeof startSubject>>} Subject */
