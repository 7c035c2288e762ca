import { createImagesClient } from '@registry-images/client';
import { createTokenCredential } from '@registry-images/client/credentials/token';

import type { Clock } from '../clock.ts';
import type { Config } from '../config/config.ts';
import { startDeadline } from '../deadline.ts';
import { diagnose } from '../features/diagnose.ts';
import { createSlackApi } from '../slack/slack-api.ts';
import { createSlackCaller } from '../slack/slack-caller.ts';
import { createWebApi } from '../slack/web-api.ts';
import { doctorTexts } from '../texts/english/doctor.ts';
import { describeFinding } from '../texts/policy-sentences.ts';
import { gatherFacts } from './gather-facts.ts';

/** What {@link runDoctor} needs. */
export interface DoctorOptions {
  readonly config: Config;
  /** Talks to Slack and to the Image API. */
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  /** Takes one line for a terminal, without its end. */
  readonly write: (line: string) => void;
}

/** Somebody waits: what takes longer than this does not work. */
const imagesTimeoutMs = 10_000;

/**
 * Looks whether everything around the bot is as it has to be, without starting it, and writes what is not and what to do.
 * Answers the exit code: 1 if something does not work, and 0 if at most something is odd.
 */
export async function runDoctor({ config, fetch: send, clock, write }: DoctorOptions): Promise<number> {
  const { slack, images, policy, databasePath } = config;
  const { transport, botToken, apiUrl } = slack;
  const webApi = createWebApi({ fetch: send, ...(apiUrl !== undefined && { baseUrl: apiUrl }) });
  const tokenOf = (): Promise<string> => Promise.resolve(botToken);
  using deadline = startDeadline(clock, imagesTimeoutMs);
  const { signal } = deadline;
  const facts = await gatherFacts({
    slack: createSlackApi(createSlackCaller({ webApi, tokenOf, clock })),
    ...(transport.mode === 'socket' && {
      askForConnection: () => webApi('apps.connections.open', {}, { token: transport.appToken, signal }),
    }),
    source: {
      scope: images.scope,
      images: createImagesClient({
        baseUrl: images.apiUrl,
        ...(images.token !== undefined && { credential: createTokenCredential(images.token) }),
        fetch: send,
        timeoutMs: imagesTimeoutMs,
        // What works the second time is worth knowing of.
        retry: { maxAttempts: 1 },
      }),
    },
    policy,
    databasePath,
    signal,
  });
  const findings = diagnose(facts);
  for (const finding of findings) {
    write(`${doctorTexts.levels[finding.level]}: ${describeFinding(doctorTexts, finding)}`);
  }
  const problems = findings.filter(({ level }) => level === 'problem');
  if (findings.length === 0) write(doctorTexts.healthy);
  return problems.length === 0 ? 0 : 1;
}
