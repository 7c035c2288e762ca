/** Packs the package of the working folder as it would be published, and checks the archive with publint and attw. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const bin = fileURLToPath(new URL('../node_modules/.bin/', import.meta.url));

function run(command: string, args: readonly string[]): void {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (status === 0) return;
  process.stderr.write(`${command} ${args.join(' ')}\n${stdout}${stderr}`);
  process.exitCode = 1;
}

const folder = mkdtempSync(join(tmpdir(), 'registry-images-pack-'));
try {
  run('pnpm', ['pack', '--pack-destination', folder]);
  for (const archive of readdirSync(folder)) {
    run(join(bin, 'publint'), ['run', join(folder, archive), '--strict']);
    run(join(bin, 'attw'), [join(folder, archive), '--profile', 'esm-only']);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
