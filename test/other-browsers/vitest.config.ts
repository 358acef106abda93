import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const browsers = ['firefox', 'webkit'] as const;

// Each scenario runs in each browser; what only one driver can do is named `*.<browser>.spec.ts`.
export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  test: {
    globalSetup: 'test/other-browsers/require-all.ts',
    // No retries: a test that passes the second time has found something.
    retry: 0,
    allowOnly: false,
    passWithNoTests: false,
    maxWorkers: 2,
    projects: browsers.map((name) => ({
      extends: true,
      resolve: { conditions: ['source', 'module', 'import', 'default'] },
      ssr: { resolve: { conditions: ['source', 'module', 'node', 'import', 'default'] } },
      test: {
        name,
        include: ['test/other-browsers/**/*.spec.ts'],
        exclude: browsers.filter((other) => other !== name).map((other) => `test/other-browsers/**/*.${other}.spec.ts`),
        provide: { browser: name },
        testTimeout: 120_000,
        hookTimeout: 90_000,
      },
    })),
  },
});
