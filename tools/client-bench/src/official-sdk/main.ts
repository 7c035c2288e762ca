/**
 * Compares the client with Yandex Cloud's official SDK, and prints a table. Installs the SDK, 79 MB with what it needs,
 * into a temporary folder, which needs npm and a network.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { formatTable } from '@registry-images/figures';

import { bundleSize } from '../bundle-size.ts';
import { probeClient, type Behaviour } from './probe-client.ts';

const sdk = '@yandex-cloud/nodejs-sdk@3.2.0';
const run = promisify(execFile);

const clientOfSdk = `
  export { Session, waitForOperation } from '@yandex-cloud/nodejs-sdk';
  export { ImageServiceClient } from '@yandex-cloud/nodejs-sdk/containerregistry-v1/image_service';
`;
const ownClient = `
  export * from '@registry-images/client';
  export { defaultCredentials } from '@registry-images/client/credentials/default';
`;

const folder = await mkdtemp(join(tmpdir(), 'official-sdk-'));
try {
  await run('npm', ['install', '--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund', sdk]);
  const { stdout } = await run(process.execPath, [join(import.meta.dirname, 'probe.mjs'), folder]);
  const theirs: Behaviour = JSON.parse(stdout);
  const ours = await probeClient();
  const sizes = [
    await bundleSize(ownClient, { platform: 'node' }),
    await bundleSize(clientOfSdk, { folder, platform: 'node' }),
  ];
  const rows = [
    ['client of images, minified + gzip', ...sizes.map((bytes) => `${(bytes / 1024).toFixed(1)} KiB`)],
    ['token requests, 1,000 concurrent calls without a token', ours.tokens.atFirst, theirs.tokens.atFirst],
    ['the same, on a token that has expired', ours.tokens.afterExpiry, theirs.tokens.afterExpiry],
    ['calls that carry the expired token then', ours.tokens.expired, theirs.tokens.expired],
    ['wait, of which the second poll fails', ours.wait, theirs.wait],
  ];
  console.log(
    formatTable(
      ['what', '@registry-images/client', sdk],
      rows.map((row) => row.map(String)),
    ),
  );
} finally {
  await rm(folder, { recursive: true, force: true });
}
