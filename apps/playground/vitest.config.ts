import config from '@registry-images/testing/vitest';
import { mergeConfig, type ViteUserConfig } from 'vitest/config';

/**
 * Like every workspace's, after the page was built: the tests in a browser and of `npm start` need it. They start browsers
 * and programs, which takes its time on a machine that has other work.
 */
const withPage: ViteUserConfig = mergeConfig(config, {
  test: { globalSetup: './test/build-page.ts', testTimeout: 60_000, hookTimeout: 60_000 },
});
export default withPage;
