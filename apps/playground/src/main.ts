/** `npm start`: makes sample images, starts the image service, the Slack bot and the page, and ends them together. */
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

import { AppManifestError, readAppManifest } from './launcher/app-manifest.ts';
import { childEnvironment } from './launcher/child-environment.ts';
import { ChildError } from './launcher/child-error.ts';
import { LogFileError } from './launcher/log-file.ts';
import { registryId, startStack } from './launcher/stack.ts';
import { firstPort, help, parseOptions, PlaygroundOptionsError, type PlaygroundOptions } from './options.ts';
import type { CommandHint } from './protocol.ts';
import { ensureSamples } from './samples/ensure-samples.ts';
import { makeSamples } from './samples/make-samples.ts';
import { assertPageBuilt, PageNotBuiltError } from './server/built-page.ts';
import { listen, PortForbiddenError, PortTakenError } from './server/listen.ts';
import { createPlaygroundApp } from './server/playground-app.ts';
import { untilPlaceholder } from './usage.ts';

const folders = {
  repository: fileURLToPath(new URL('../../..', import.meta.url)),
  page: fileURLToPath(new URL('../dist', import.meta.url)),
  packages: fileURLToPath(new URL('../node_modules', import.meta.url)),
};
const entries = {
  imageService: new URL('../../image-service/src/main.ts', import.meta.url),
  slackbot: new URL('../../slackbot/src/main.ts', import.meta.url),
};
const policyFile = new URL('../policy.yaml', import.meta.url);
const manifestFile = new URL('../../slackbot/slack.manifest.json', import.meta.url);

/** What can go wrong without this program being at fault: the message says all. */
const foreseen = [
  AppManifestError,
  ChildError,
  LogFileError,
  PageNotBuiltError,
  PlaygroundOptionsError,
  PortForbiddenError,
  PortTakenError,
];

/** Runs until `stop` aborts or one of the programs fails. Then nothing runs any more. */
async function run(options: PlaygroundOptions, stop: AbortSignal): Promise<void> {
  await assertPageBuilt(folders.page);
  const dataFolder = resolve(options.dataFolder ?? join(folders.repository, '.data'));
  const imagesFolder = join(dataFolder, 'registry');
  const manifest = await readAppManifest(manifestFile);
  // First, so that a port that cannot be had is told at once. Who comes early waits.
  const app = Promise.withResolvers<ReturnType<typeof createPlaygroundApp>>();
  await using page = await listen(async (request) => (await app.promise).fetch(request), {
    port: options.port ?? firstPort,
    orNext: options.port === undefined,
  });
  await ensureSamples({
    folder: imagesFolder,
    make: (folder) => makeSamples(folder, folders, Date.now()),
  });

  await using stack = await startStack({
    entries,
    manifest,
    policyFile,
    imagesFolder,
    registryHost: new URL(page.url).host,
    logFolder: join(dataFolder, 'logs'),
    stateFolder: join(dataFolder, 'state'),
    slackMode: options.slackMode,
    environment: (settings) => childEnvironment(process.env, settings),
    onLine: (program, line) => options.isVerbose && console.log(`[${program}] ${line}`),
    signal: stop,
  });
  app.resolve(
    createPlaygroundApp({
      sandbox: stack.sandbox,
      commands: manifest.commands,
      pageFolder: folders.page,
      imagesFolder,
      registryId,
      onUnexpectedError: (error) => console.error(error),
    }),
  );
  console.log(`Registry Images is at ${page.url} – type ${whatToType(manifest.commands)}`);

  const failure = await Promise.race([stack.failure, aborted(stop)]);
  if (failure) {
    throw failure;
  }
}

function whatToType([hint]: readonly CommandHint[]): string {
  return hint ? untilPlaceholder([hint.command, hint.usages[0]].join(' ')).trim() : 'a command';
}

function aborted(signal: AbortSignal): Promise<undefined> {
  const abort = Promise.withResolvers<undefined>();
  const settle = (): void => abort.resolve(undefined);
  signal.addEventListener('abort', settle, { once: true });
  if (signal.aborted) {
    settle();
  }
  return abort.promise;
}

const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => stopping.abort());
}
try {
  const options = parseOptions(process.argv.slice(2), process.env);
  if (options.wantsHelp) {
    console.log(help);
  } else {
    await run(options, stopping.signal);
  }
} catch (error) {
  // A start that was given up is no failure.
  if (error !== stopping.signal.reason) {
    console.error(
      error instanceof Error && foreseen.some((kind) => error instanceof kind) ? error.message : error,
    );
    process.exitCode = 1;
  }
}
