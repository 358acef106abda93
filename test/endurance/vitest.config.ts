import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// One at a time: each is a load of its own.
export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  resolve: { conditions: ['source', 'module', 'import', 'default'] },
  ssr: { resolve: { conditions: ['source', 'module', 'node', 'import', 'default'] } },
  test: {
    include: ['test/endurance/*.spec.ts'],
    fileParallelism: false,
    // No retries: a test that passes the second time has found something.
    retry: 0,
    allowOnly: false,
    passWithNoTests: false,
    // What was counted is printed as it is.
    disableConsoleIntercept: true,
    testTimeout: 1_800_000,
    hookTimeout: 60_000,
  },
});
