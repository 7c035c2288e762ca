import { startChild, type Child } from './child.ts';
import type { Surroundings } from './surroundings.ts';

/** The registry whose images the bot shows. */
export const registryId = 'bench';

/** Starts the bot by its own entry point, over HTTP, with nothing on the disk. */
export function startBot({
  slackApiUrl,
  imagesApiUrl,
}: Pick<Surroundings, 'slackApiUrl' | 'imagesApiUrl'>): Promise<Child> {
  return startChild('../src/main.ts', {
    SLACK_API_URL: slackApiUrl,
    SLACK_BOT_TOKEN: 'xoxb-bench',
    IMAGES_API_URL: imagesApiUrl,
    IMAGES_REGISTRY_ID: registryId,
    DATABASE: ':memory:',
  });
}
