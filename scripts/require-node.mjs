import { giveUp } from './progress.mjs';

const LOWEST = 22;

/** Ends the run when npm scripts fell back to an older Node, which happens silently when install scripts are off. */
export const requireNode = () => {
  if (Number(process.versions.node.split('.')[0]) >= LOWEST) return;
  giveUp(
    `This runs on Node ${process.versions.node}, but needs Node ${LOWEST} or newer, which \`npm ci\` installs as the package ` +
      '"node" unless install scripts are off.\nRun `node scripts/setup.mjs`: it installs what is missing or says what to do.',
  );
};
