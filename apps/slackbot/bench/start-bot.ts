import { readFile } from 'node:fs/promises';

import { startChild, type Child } from './child.ts';
import type { Surroundings } from './surroundings.ts';

/** The registry whose images the bot shows. */
export const registryId = 'bench';

/** Starts the bot by its own entry point, as its container image does, over HTTP, with nothing on the disk. */
export async function startBot({
  slackApiUrl,
  imagesApiUrl,
}: Pick<Surroundings, 'slackApiUrl' | 'imagesApiUrl'>): Promise<Child> {
  return startChild(
    '../src/main.ts',
    {
      SLACK_API_URL: slackApiUrl,
      SLACK_BOT_TOKEN: 'xoxb-bench',
      IMAGES_API_URL: imagesApiUrl,
      IMAGES_REGISTRY_ID: registryId,
      DATABASE: ':memory:',
    },
    await optionsOfContainer(),
  );
}

/** What the container image gives to Node: what is measured is what operators run. */
async function optionsOfContainer(): Promise<readonly string[]> {
  const dockerfile = await readFile(new URL('../../../Dockerfile', import.meta.url), 'utf8');
  const [, target] = dockerfile.split(/^FROM app AS slackbot$/m);
  const [, entrypoint] = /^ENTRYPOINT \["node", (.*), "main\.mjs"\]$/m.exec(target ?? '') ?? [];
  if (entrypoint === undefined) throw new TypeError('The target slackbot gives no options to Node.');
  return JSON.parse(`[${entrypoint}]`);
}
