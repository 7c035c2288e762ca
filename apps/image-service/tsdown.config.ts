import { defineConfig } from 'tsdown';

/** One file that needs nothing but Node: what the container image holds. */
export default defineConfig({
  entry: 'src/main.ts',
  platform: 'node',
  target: 'node24',
  dts: false,
  failOnWarn: true,
  sourcemap: true,
  deps: { alwaysBundle: [/./], onlyBundle: false },
  outputOptions: { codeSplitting: false },
});
