import config from '@registry-images/testing/vitest';
import { mergeConfig, type ViteUserConfig } from 'vitest/config';

const last = 'test/every-delivery.test.ts';
const globalSetup = './test/delivery-record.ts';

/** Like every workspace's; one file runs after all others, since it looks at what they have had delivered. */
const lookingBack: ViteUserConfig = mergeConfig(config, {
  test: {
    projects: [
      // Not 0, which vitest takes for none: with one worker it would run these last.
      { extends: true, test: { name: 'each', globalSetup, exclude: [last], sequence: { groupOrder: 1 } } },
      { extends: false, test: { name: 'all', globalSetup, include: [last], sequence: { groupOrder: 2 } } },
    ],
  },
});
export default lookingBack;
