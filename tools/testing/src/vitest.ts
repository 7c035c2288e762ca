import { defineConfig, type ViteUserConfig } from 'vitest/config';

/**
 * The vitest settings of every workspace. Results also go to `test-results/vitest.json`, from which `scripts/verify.ts`
 * adds up the workspaces; turbo keeps the file with the cached task, so the sum is right for cached runs too.
 */
const config: ViteUserConfig = defineConfig({
  test: {
    // Generous, for suites that start processes on a machine that has other work: a limit is there to end what hangs.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    include: ['{src,test}/**/*.test.{ts,tsx}'],
    reporters: ['default', ['json', { outputFile: 'test-results/vitest.json' }]],
  },
});
export default config;
