import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

/** Bundles the `page.ts` beside a scenario, from the packages' sources, as a classic script for a page. */
export const pageScript = async (scenario: string): Promise<string> => {
  const input = fileURLToPath(new URL('page.ts', scenario));
  const bundle = await rolldown({ input, platform: 'browser', resolve: { conditionNames: ['source', 'import'] } });
  return (await bundle.generate({ format: 'iife' })).output[0].code;
};
