/** How often a method may be called: calls a minute, or by rules of its own. */
export type RateTier = 1 | 2 | 3 | 4 | 'posting' | 'special';

/** What Slack asks of a call before it looks at the arguments. */
export interface MethodFacts {
  /** The token that it wants: of the bot, of the app, or none. */
  readonly token: 'bot' | 'app' | 'none';
  /** The scopes of which the token needs one; any token does where there are none. */
  readonly scopes: readonly string[];
  /** Its place among the rate limits. */
  readonly tier: RateTier;
}

const readConversations = ['channels:read', 'groups:read', 'im:read', 'mpim:read'];
const openConversations = ['channels:manage', 'groups:write', 'im:write', 'mpim:write'];

/**
 * The methods that the sandbox answers, as the fact box of each page under https://docs.slack.dev/reference/methods has it.
 * The methods on conversations need, beyond one of their scopes, the one for the kind of conversation that is asked for.
 */
export const methodFacts: Readonly<Record<string, MethodFacts>> = {
  'apps.connections.open': { token: 'app', scopes: ['connections:write'], tier: 3 },
  'auth.test': { token: 'bot', scopes: [], tier: 'special' },
  'blocks.validate': { token: 'none', scopes: [], tier: 'special' },
  'chat.delete': { token: 'bot', scopes: ['chat:write'], tier: 3 },
  'chat.getPermalink': { token: 'bot', scopes: [], tier: 'special' },
  'chat.postEphemeral': { token: 'bot', scopes: ['chat:write'], tier: 4 },
  'chat.postMessage': { token: 'bot', scopes: ['chat:write'], tier: 'posting' },
  'chat.update': { token: 'bot', scopes: ['chat:write'], tier: 3 },
  'conversations.info': { token: 'bot', scopes: readConversations, tier: 3 },
  'conversations.list': { token: 'bot', scopes: readConversations, tier: 2 },
  'conversations.members': { token: 'bot', scopes: readConversations, tier: 4 },
  'conversations.open': { token: 'bot', scopes: openConversations, tier: 3 },
  'usergroups.list': { token: 'bot', scopes: ['usergroups:read'], tier: 2 },
  'usergroups.users.list': { token: 'bot', scopes: ['usergroups:read'], tier: 2 },
  'users.info': { token: 'bot', scopes: ['users:read'], tier: 4 },
  'views.open': { token: 'bot', scopes: [], tier: 4 },
  'views.publish': { token: 'bot', scopes: [], tier: 4 },
  'views.push': { token: 'bot', scopes: [], tier: 4 },
  'views.update': { token: 'bot', scopes: [], tier: 4 },
};

/** What Slack asks of a call of a method. Undefined for one that there is not. */
export function factsOf(method: string): MethodFacts | undefined {
  return Object.hasOwn(methodFacts, method) ? methodFacts[method] : undefined;
}
