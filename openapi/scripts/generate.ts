/**
 * Makes everything that is generated from `openapi.yaml`: the types in `packages/model` and the JSON form that the image
 * service validates requests with. With `--check` it writes nothing and fails where a file is out of date.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

import openapiTypes, { astToString } from 'openapi-typescript';
import { parse } from 'yaml';

const root = new URL('../../', import.meta.url);
const source = new URL('openapi/openapi.yaml', root);
const banner = '// Generated from openapi/openapi.yaml by `pnpm generate`. Do not edit.\n\n';

const outputs = [
  {
    file: new URL('packages/model/src/generated/openapi.ts', root),
    content: banner + astToString(await openapiTypes(source, { exportType: true, alphabetize: true })),
  },
  {
    file: new URL('openapi/generated/openapi.json', root),
    content: `${JSON.stringify(parse(await readFile(source, 'utf8')), null, 2)}\n`,
  },
];

const check = process.argv.includes('--check');
for (const { file, content } of outputs) {
  const path = fileURLToPath(file);
  const name = relative(fileURLToPath(root), path);
  const current = await readFile(path, 'utf8').catch(() => '');
  if (current === content) continue;
  if (check) {
    console.error(`${name} is out of date: run \`pnpm generate\` and commit the result.`);
    process.exitCode = 1;
  } else {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
    console.log(`wrote ${name}`);
  }
}
