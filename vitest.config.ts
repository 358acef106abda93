import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

// Packages resolve to their sources, so no build is needed before these tests.
export default defineConfig({
  resolve: { conditions: ['source', 'module', 'import', 'default'] },
  ssr: { resolve: { conditions: ['source', 'module', 'node', 'import', 'default'] } },
  test: {
    include: ['test/**/*.test.ts'],
    typecheck: { enabled: false },
    // Left alone, it keeps one processor free, which of two is half.
    maxWorkers: availableParallelism(),
    // No test judges how quick a machine is.
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
