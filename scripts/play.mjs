// `npm start`: builds the page, of which turbo remembers the result, and runs the playground in this process.
import './guard.mjs';
import { spawnSync } from 'node:child_process';

const build = [
  'run',
  'build',
  '--filter=@registry-images/playground',
  '--output-logs=errors-only',
  '--log-order=grouped',
];
const { status, stdout, stderr, error } = spawnSync('turbo', build, {
  encoding: 'utf8',
  env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1' },
});
if (status === 0) {
  await import('../apps/playground/src/main.ts');
} else {
  console.error(`The page could not be built.\n${error?.message ?? ''}${stdout ?? ''}${stderr ?? ''}`);
  process.exitCode = 1;
}
