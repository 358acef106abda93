import { defineConfig } from 'vitest/config';

// Packages resolve to their sources, so no build is needed before these tests.
export default defineConfig({
  resolve: { conditions: ['source', 'module', 'import', 'default'] },
  ssr: { resolve: { conditions: ['source', 'module', 'node', 'import', 'default'] } },
  test: {
    include: ['test/**/*.test.ts'],
    typecheck: { enabled: false },
  },
});
