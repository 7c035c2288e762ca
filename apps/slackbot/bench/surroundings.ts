import { startLocalServer } from './local-server.ts';
import { sampleImage } from './sample-image.ts';

/** What is around a bot while it is measured: a Slack and an Image API that answer at once, and say nothing twice. */
export interface Surroundings extends AsyncDisposable {
  /** For the environment of a bot. */
  readonly slackApiUrl: string;
  readonly imagesApiUrl: string;
  /** What the Image API was asked for last, path and query. */
  latestImagesRequest(): string;
  /** An address for the answer to a command, and the answer once it has come. */
  expectAnswer(): { readonly responseUrl: string; readonly answered: Promise<string> };
}

const identity = { ok: true, team_id: 'T0BENCH', team: 'Bench', user_id: 'U0BOT', bot_id: 'B0BOT', url: '' };
const view = { id: 'V0BENCH' };

/** Starts them. */
export async function startSurroundings(): Promise<Surroundings> {
  const waiting = new Map<string, (answer: string) => void>();
  let count = 0;
  const slack = await startLocalServer((path, body) => {
    waiting.get(path)?.(body);
    waiting.delete(path);
    return { ...identity, view };
  });
  let latestImagesRequest = '';
  const images = await startLocalServer((path) => {
    latestImagesRequest = path;
    return /images\/./.test(path) ? sampleImage(1) : page;
  });
  return {
    slackApiUrl: `${slack.url}/api/`,
    imagesApiUrl: images.url,
    latestImagesRequest: () => latestImagesRequest,
    expectAnswer() {
      const path = `/answers/${(count += 1)}`;
      const { promise, resolve } = Promise.withResolvers<string>();
      waiting.set(path, resolve);
      return { responseUrl: `${slack.url}${path}`, answered: promise };
    },
    async [Symbol.asyncDispose]() {
      await slack[Symbol.asyncDispose]();
      await images[Symbol.asyncDispose]();
    },
  };
}

const page = { images: Array.from({ length: 10 }, (_, index) => sampleImage(index)) };
