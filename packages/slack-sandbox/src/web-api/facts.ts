import { validateBlocks, validateMessage, validateView } from '../block-kit/validate.ts';
import { maxSocketConnections } from '../delivery/socket-mode.ts';
import type { JsonObject } from '../json.ts';
import { botToWire, channelToWire, userToWire } from '../workspace/wire.ts';
import { requiredText } from './arguments.ts';
import type { ApiMethod } from './method.ts';
import { Refusal, refuseProblems } from './refusal.ts';

/** https://docs.slack.dev/reference/methods/auth.test */
const authTest: ApiMethod = {
  token: 'bot',
  call(_body, { workspace: { team, app } }) {
    return {
      url: `https://${team.domain}.slack.com/`,
      team: team.name,
      user: app.name.toLowerCase(),
      team_id: team.id,
      user_id: app.botUserId,
      bot_id: app.botId,
      is_enterprise_install: false,
    };
  },
};

/** https://docs.slack.dev/reference/methods/apps.connections.open */
const openConnection: ApiMethod = {
  token: 'app',
  call(_body, { socketMode, socketUrl }) {
    if (socketMode.connections >= maxSocketConnections) throw new Refusal('too_many_websockets');
    return { url: `${socketUrl}?ticket=${socketMode.issueTicket()}` };
  },
};

/** https://docs.slack.dev/reference/methods/users.info */
const usersInfo: ApiMethod = {
  token: 'bot',
  scopes: ['users:read'],
  call(body, { workspace }) {
    const id = requiredText(body, 'user');
    if (id === workspace.app.botUserId) return { user: botToWire(workspace) };
    const user = workspace.directory.user(id);
    if (!user) throw new Refusal('user_not_found');
    return { user: userToWire(user, workspace.team) };
  },
};

/** https://docs.slack.dev/reference/methods/conversations.info */
const conversationsInfo: ApiMethod = {
  token: 'bot',
  scopes: ['channels:read', 'groups:read', 'im:read', 'mpim:read'],
  call(body, { workspace: { directory, app } }) {
    const channel = directory.channel(requiredText(body, 'channel'));
    const isHidden = channel?.isPrivate === true && !channel.memberIds.includes(app.botUserId);
    if (!channel || isHidden) throw new Refusal('channel_not_found');
    return { channel: channelToWire(channel, app) };
  },
};

const checks = { blocks: validateBlocks, message: validateMessage, view: validateView } as const;

/** https://docs.slack.dev/reference/methods/blocks.validate */
const blocksValidate: ApiMethod = {
  token: 'none',
  call(body: JsonObject) {
    const given = (['blocks', 'message', 'view'] as const).filter((name) => body[name] !== undefined);
    const [name] = given;
    if (name === undefined || given.length > 1)
      throw refuseProblems('invalid_arguments', [
        { pointer: '', message: 'exactly one of blocks, message, view must be given' },
      ]);
    const { problems } = checks[name](body[name]);
    if (problems.length > 0) throw new Refusal(`invalid_${name}`, { errors: problems });
    return {};
  },
};

/** The methods that change nothing. */
export const factMethods: Readonly<Record<string, ApiMethod>> = {
  'auth.test': authTest,
  'apps.connections.open': openConnection,
  'users.info': usersInfo,
  'conversations.info': conversationsInfo,
  'blocks.validate': blocksValidate,
};
