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

const checks = ['spec', 'drift', 'lint', 'format', 'boundaries', 'unused', 'typecheck', 'lint:package'];
const run = spawnSync('turbo', ['run', ...checks, 'test', '--continue', '--output-logs=new-only'], {
  cwd: root,
  stdio: 'inherit',
  env: {
    ...process.env,
    TEST_TOOLS: tools.filter((tool) => isInstalled(tool)).join(' '),
    TURBO_TELEMETRY_DISABLED: '1',
  },
});

const results = workspaces.map((folder): WorkspaceResult => {
  try {
    return { folder, report: JSON.parse(readFileSync(`${root}/${folder}/test-results/vitest.json`, 'utf8')) };
  } catch {
    return { folder, report: undefined };
  }
});
const sum = sumResults(results);

for (const line of sum.remarks) console.log(line);
if (run.status !== 0) console.log('A check or a test failed: see above.');
console.log(`${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped`);
process.exitCode = run.status === 0 && sum.failed === 0 ? 0 : 1;
