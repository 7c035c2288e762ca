import type { ChannelFact, Check, DoctorFacts, Failed } from '../features/diagnose.ts';
import type { ImageSource } from '../features/image-source.ts';
import { inParallel } from '../features/in-parallel.ts';
import { reachImageApi } from '../features/reach-image-api.ts';
import { namesIn } from '../policy/names.ts';
import type { Policy } from '../policy/policy.ts';
import { neededScopes, optionalScopes } from '../slack/manifest.ts';
import type { Identity, SlackApi } from '../slack/slack-api.ts';
import { isSlackProblem, SlackCallError } from '../slack/slack-call-error.ts';
import { DatabaseError } from '../state/database-error.ts';
import { openDatabase } from '../state/database.ts';

/** What {@link gatherFacts} looks at. */
export interface Surroundings {
  readonly slack: Pick<SlackApi, 'identify' | 'listUserGroups' | 'describeChannel' | 'describeUser'>;
  /** Opens a Socket Mode connection as far as Slack's consent goes; missing over HTTP. */
  readonly askForConnection?: () => Promise<unknown>;
  readonly source: ImageSource;
  readonly policy: Policy;
  readonly databasePath: string;
  /** Ends the questions to the Image API. */
  readonly signal: AbortSignal;
}

/** Somebody sits in front of the terminal, and Slack asks for patience now and then. */
const patience = { withinMs: 20_000 };
/** Slack wants no more than a few calls a second. */
const questionsAtOnce = 4;

/** Finds out what there is to know about the bot's surroundings. Asks for everything, whatever does not work. */
export async function gatherFacts(surroundings: Surroundings): Promise<DoctorFacts> {
  const { slack, askForConnection, source, policy, databasePath, signal } = surroundings;
  const [identified, appToken, imageApi] = await Promise.all([
    // Which workspace it is, is what the token tells.
    settled(slack.identify('', patience)),
    askForConnection && check(askForConnection()),
    check(reachImageApi(source, signal)),
  ]);
  const facts = {
    policy,
    neededScopes,
    imageApi,
    database: checkDatabase(databasePath),
    ...(appToken && { appToken }),
  };
  if (!('value' in identified)) return { ...facts, botToken: { ok: false, ...identified } };
  return { ...facts, botToken: { ok: true }, ...(await gatherWorkspace(surroundings, identified.value)) };
}

async function gatherWorkspace(
  { slack, policy }: Surroundings,
  { teamId, scopes }: Identity,
): Promise<Pick<DoctorFacts, 'neededScopes' | 'grantedScopes' | 'channels' | 'users' | 'groups'>> {
  const { channelIds, userIds, groups: named } = namesIn(policy);
  const channels = await ask(channelIds, async (channelId) => {
    const { isArchived, isMember } = await slack.describeChannel(teamId, channelId, patience);
    if (isArchived) return 'archived';
    return isMember ? 'member' : 'not-member';
  });
  const users = await ask(userIds, async (userId) => {
    const { isDeactivated } = await slack.describeUser(teamId, userId, patience);
    return isDeactivated ? 'deactivated' : 'active';
  });
  const groups = named.length > 0 ? await settled(slack.listUserGroups(teamId, patience)) : undefined;
  return {
    // Who gave the optional ones as well did nothing odd.
    neededScopes: [...neededScopes, ...optionalScopes.filter((scope) => scopes?.includes(scope) === true)],
    ...(scopes && { grantedScopes: scopes }),
    channels,
    users,
    ...(groups && { groups: 'value' in groups ? groups.value.map(withCount) : groups }),
  };
}

/** What is known of each of these. Left out is what the bot has no scope to ask, and what Slack did not answer. */
async function ask<Fact extends ChannelFact | 'active' | 'deactivated'>(
  ids: readonly string[],
  describe: (id: string) => Promise<Fact>,
): Promise<ReadonlyMap<string, Fact | 'unknown'>> {
  const facts = new Map<string, Fact | 'unknown'>();
  await inParallel(ids, questionsAtOnce, async (id) => {
    try {
      facts.set(id, await describe(id));
    } catch (error) {
      if (isUnknown(error)) facts.set(id, 'unknown');
      else if (!(error instanceof SlackCallError)) throw error;
    }
  });
  return facts;
}

function isUnknown(error: unknown): boolean {
  return (
    isSlackProblem(error, 'no-such-channel') ||
    (error instanceof SlackCallError && ['user_not_found', 'users_not_found'].includes(error.reason))
  );
}

function withCount({ id, handle, userIds }: { id: string; handle: string; userIds: readonly string[] }): {
  id: string;
  handle: string;
  memberCount: number;
} {
  return { id, handle, memberCount: userIds.length };
}

function checkDatabase(path: string): Check {
  try {
    using database = openDatabase(path);
    database.check();
    return { ok: true };
  } catch (error) {
    return { ok: false, reason: reasonOf(error) };
  }
}

async function check(work: Promise<unknown>): Promise<Check> {
  const result = await settled(work);
  return 'value' in result ? { ok: true } : { ok: false, ...result };
}

async function settled<Value>(work: Promise<Value>): Promise<{ value: Value } | Failed> {
  try {
    return { value: await work };
  } catch (error) {
    const isSlackAway = isSlackProblem(error, 'unreachable', 'rate-limited');
    return { reason: reasonOf(error), ...(isSlackAway && { isSlackAway }) };
  }
}

/** Why something failed, in a few words without a full stop, to stand in brackets. */
function reasonOf(error: unknown): string {
  if (error instanceof SlackCallError) return error.reason;
  if (!(error instanceof Error)) return String(error);
  const message = error.message.replace(/\.$/, '');
  // What SQLite itself says: of its advice there is one for several causes.
  return error instanceof DatabaseError && error.cause instanceof Error
    ? `${message}; SQLite says: ${error.cause.message}`
    : message;
}
