import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { makeTemporaryFolder } from '@registry-images/testing';

const run = promisify(execFile);

/**
 * Pulls all of these by skopeo, and fails unless they are whole, every platform of an index included: `docker://127.0.0.1:5000/app:v1`,
 * `oci:/folder:v1`.
 */
export async function pullWhole(...references: readonly string[]): Promise<void> {
  for (const reference of references) {
    const folder = await makeTemporaryFolder();
    const copy = ['copy', '--all', '--quiet', '--src-tls-verify=false'];
    await run('skopeo', ['--insecure-policy', ...copy, reference, `dir:${folder}`]);
  }
}
