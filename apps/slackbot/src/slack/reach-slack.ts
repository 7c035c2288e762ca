import type { SlackCaller } from './slack-caller.ts';

/** The probe that asks has no more time. */
const withinMs = 1500;

/**
 * Makes sure that Slack takes the bot's token. Asks it only where it refused it the last time: otherwise every call of the bot
 * tells.
 *
 * @throws SlackCallError if Slack still refuses it, or does not answer.
 */
export async function reachSlack(
  caller: Pick<SlackCaller, 'call' | 'refusedTeams'>,
  signal: AbortSignal,
): Promise<void> {
  for (const teamId of caller.refusedTeams) await caller.call(teamId, 'auth.test', {}, { withinMs, signal });
}
