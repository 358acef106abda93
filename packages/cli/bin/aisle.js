#!/usr/bin/env node
// Everything before the import runs on any Node, so that an old one gets a sentence and not a stack.
// The first with `node:sqlite` and no flag.
const LOWEST = [22, 13];
const [major, minor] = process.versions.node.split('.').map(Number);

if (major < LOWEST[0] || (major === LOWEST[0] && minor < LOWEST[1])) {
  console.error(
    `aisle needs Node ${LOWEST.join('.')} or newer; this is ${process.versions.node}. Install a newer one, then start again.`,
  );
  process.exit(1);
}

const load = async () => {
  try {
    return await import('../dist/index.js');
  } catch (cause) {
    if (cause?.code !== 'ERR_MODULE_NOT_FOUND') throw cause;
    console.error(`aisle is not built: ${cause.message}\nRun \`npm run build\` in its repository first.`);
    process.exit(1);
  }
};

const { runCli } = await load();
const asked = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM']) {
  // Asked once, the command ends in its own way; asked again, at once.
  process.on(signal, () => (asked.signal.aborted ? process.exit(130) : asked.abort()));
}
process.exitCode = await runCli(process.argv.slice(2), {
  out: (line) => console.log(line),
  error: (line) => console.error(line),
  stream: process.stdout,
  env: process.env,
  stop: asked.signal,
});
