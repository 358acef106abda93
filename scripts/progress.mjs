import { spawn } from 'node:child_process';

// Runs on Node 20 and without any package: it reports the installation of the packages.

const SPINNER = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const TICK_MS = 120;
const HEARTBEAT_MS = 20_000;

/** Says how long something took, as a person would: `0.4 s`, `12 s`, `2 min 5 s`. */
export const durationOf = (/** @type {number} */ ms) => {
  const seconds = ms / 1000;
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
};

/** One line redrawn in place. */
const openTerminalLine = (/** @type {string} */ title, /** @type {number} */ startMs) => {
  let frame = 0;
  const draw = () => {
    const text = `${SPINNER[frame++ % SPINNER.length]} ${title} ${durationOf(Date.now() - startMs)}`;
    process.stdout.write(`\r\x1b[2K${text.slice(0, (process.stdout.columns || 80) - 1)}`);
  };
  draw();
  const timer = setInterval(draw, TICK_MS);
  return (/** @type {string} */ text) => {
    clearInterval(timer);
    process.stdout.write(`\r\x1b[2K${text}\n`);
  };
};

/** Plain lines for a log: one at the start, one now and then, one at the end. */
const openLogLine = (/** @type {string} */ title, /** @type {number} */ startMs) => {
  console.log(`… ${title}`);
  const timer = setInterval(() => console.log(`… ${title} ${durationOf(Date.now() - startMs)}`), HEARTBEAT_MS);
  return (/** @type {string} */ text) => {
    clearInterval(timer);
    console.log(text);
  };
};

/**
 * Shows one line while `work` goes on, and how it ended. A result with `ok: false` is a failure; a throw is passed on.
 *
 * @template {{ ok: boolean }} Result
 * @param {string} title
 * @param {() => Promise<Result>} work
 * @returns {Promise<Result & { ms: number }>}
 */
export const showStep = async (title, work) => {
  const startMs = Date.now();
  const close = (process.stdout.isTTY ? openTerminalLine : openLogLine)(title, startMs);
  const end = (/** @type {string} */ mark) => close(`${mark} ${title} ${durationOf(Date.now() - startMs)}`);
  try {
    const result = await work();
    end(result.ok ? '✓' : '✗');
    return { ...result, ms: Date.now() - startMs };
  } catch (cause) {
    end('✗');
    throw cause;
  }
};

/**
 * Runs a command without a terminal of its own and keeps what it says, for the caller to show when it failed.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<{ ok: boolean, output: string }>}
 */
export const runQuietly = (command, args, options = {}) =>
  new Promise((resolve) => {
    const child = spawn(command, args, {
      shell: process.platform === 'win32',
      ...options,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const keep = (/** @type {Buffer} */ chunk) => void (output += chunk);
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    child.on('error', (cause) => resolve({ ok: false, output: `${output}${command}: ${cause.message}\n` }));
    child.on('close', (code) => resolve({ ok: code === 0, output }));
  });

/** Ends the run with one clear sentence. */
export const giveUp = (/** @type {string} */ sentence) => {
  console.error(`\n${sentence}\n`);
  process.exit(1);
};

/** Runs a step and ends the run with all that the command said when it failed. */
export const stepOrGiveUp = async (
  /** @type {string} */ title,
  /** @type {() => Promise<{ ok: boolean, output: string }>} */ work,
) => {
  const { ok, output } = await showStep(title, work);
  if (!ok) giveUp(`${output.trim()}\n\n${title}: failed.`);
};
