import { defineConfig, type UserConfig } from 'tsdown';

/** Makes `dist/main.mjs` of `src/main.ts`: one file that needs nothing but Node.js, which is what the container image holds. */
const config: UserConfig = defineConfig({
  entry: 'src/main.ts',
  platform: 'node',
  target: 'node24',
  dts: false,
  failOnWarn: true,
  sourcemap: true,
  deps: { alwaysBundle: [/./], onlyBundle: false },
  outputOptions: { codeSplitting: false },
});
export default config;
