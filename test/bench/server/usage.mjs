/** @typedef {{ readonly cpuMs: number, readonly residentBytes: number }} Usage */

/**
 * Tells the parent where this process listens, and what it has used whenever that is asked.
 *
 * @param {string} url
 */
export const answerUsage = (url) => {
  process.on('message', () => {
    const { user, system } = process.cpuUsage();
    process.send?.({ cpuMs: (user + system) / 1000, residentBytes: process.memoryUsage.rss() });
  });
  process.send?.({ url });
};
