import type { Installations } from '../installations/installations.ts';
import type { SlackCaller } from './slack-caller.ts';

/** The probe that asks has no more time. */
const withinMs = 1500;

/**
 * Makes sure that Slack takes the bot's token, of several workspaces that of one at least: a workspace that has taken its token back
 * is no failure of the bot. Asks Slack only where it refused all of them the last time: otherwise every call of the bot tells.
 *
 * @throws SlackCallError if Slack still refuses them, or does not answer.
 */
export async function reachSlack(
  caller: Pick<SlackCaller, 'call' | 'refusedTeams'>,
  installations: Pick<Installations, 'list'>,
  signal: AbortSignal,
): Promise<void> {
  const teamIds = (await installations.list()).map(({ teamId }) => teamId);
  if (!teamIds.every((teamId) => caller.refusedTeams.includes(teamId))) return;
  const asked = await Promise.allSettled(
    teamIds.map((teamId) => caller.call(teamId, 'auth.test', {}, { withinMs, signal })),
  );
  const failed = asked.filter(({ status }) => status === 'rejected');
  const [first] = failed;
  if (first?.status === 'rejected' && failed.length === asked.length) throw first.reason;
}
