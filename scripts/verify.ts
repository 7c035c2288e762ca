/**
 * Runs every check and every test, and ends with the sum over all workspaces: `N passed, N failed, N skipped`. Tasks of
 * which nothing has changed come from turbo's cache, with the results that they had.
 */
import { spawnSync } from 'node:child_process';
import { globSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { sumResults, type WorkspaceResult } from '../tools/testing/src/test-results.ts';
import { isInstalled, tools } from '../tools/testing/src/tools.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The workspaces that have tests: those whose package.json says how to run them. */
const workspaces = globSync(['openapi', '{packages,apps,tools}/*'], { cwd: root }).filter((folder) => {
  try {
    return readFileSync(`${root}/${folder}/package.json`, 'utf8').includes('"test":');
  } catch {
    return false;
  }
});

// A file of an earlier run must not count for a task that failed before its tests ran; turbo restores cached ones.
for (const folder of workspaces) rmSync(`${root}/${folder}/test-results`, { recursive: true, force: true });

const run = (command: string, args: readonly string[]): boolean =>
  spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      TEST_TOOLS: tools.filter((tool) => isInstalled(tool)).join(' '),
      TURBO_TELEMETRY_DISABLED: '1',
    },
  }).status === 0;

const isChecked = run('pnpm', ['run', 'check']);
// Two workspaces at a time: each runs its test files side by side already.
const isTested = run('turbo', ['run', 'test', '--continue', '--output-logs=new-only', '--concurrency=2']);

const results = workspaces.map((folder): WorkspaceResult => {
  try {
    return { folder, report: JSON.parse(readFileSync(`${root}/${folder}/test-results/vitest.json`, 'utf8')) };
  } catch {
    return { folder, report: undefined };
  }
});
const sum = sumResults(results);

for (const line of sum.remarks) console.log(line);
if (!isChecked) console.log('A check failed, and counts as one: see above.');
// A task that failed without a failed test, in its set-up for instance, must not end in "0 failed" either.
const failed = Math.max(sum.failed, isTested ? 0 : 1) + (isChecked ? 0 : 1);
console.log(`${sum.passed} passed, ${failed} failed, ${sum.skipped} skipped`);
process.exitCode = failed === 0 ? 0 : 1;
