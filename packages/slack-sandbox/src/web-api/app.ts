import { validateBlocks, validateMessage, validateView } from '../block-kit/validate.ts';
import { maxSocketConnections } from '../delivery/socket-mode.ts';
import type { ApiMethod } from './method.ts';
import { Refusal, refuseProblems } from './refusal.ts';

/** https://docs.slack.dev/reference/methods/auth.test */
const authTest: ApiMethod = (_body, { workspace: { team, app } }) => ({
  url: `https://${team.domain}.slack.com/`,
  team: team.name,
  user: app.name.toLowerCase(),
  team_id: team.id,
  user_id: app.botUserId,
  bot_id: app.botId,
  is_enterprise_install: false,
});

/** https://docs.slack.dev/reference/methods/apps.connections.open */
const openConnection: ApiMethod = (_body, { socketMode, socketUrl }) => {
  // Slack's page names no code for an app whose Socket Mode is off; this one it uses where a feature is not switched on.
  if (!socketMode.isEnabled) throw new Refusal('not_enabled');
  if (socketMode.connections >= maxSocketConnections) throw new Refusal('too_many_websockets');
  return { url: `${socketUrl}?ticket=${socketMode.issueTicket()}` };
};

const checks = { blocks: validateBlocks, message: validateMessage, view: validateView } as const;

/** https://docs.slack.dev/reference/methods/blocks.validate */
const blocksValidate: ApiMethod = (body) => {
  const given = (['blocks', 'message', 'view'] as const).filter((name) => body[name] !== undefined);
  const [name] = given;
  if (name === undefined || given.length > 1)
    throw refuseProblems('invalid_arguments', [
      { pointer: '', message: 'exactly one of blocks, message, view must be given' },
    ]);
  const { problems } = checks[name](body[name]);
  if (problems.length > 0) throw new Refusal(`invalid_${name}`, { errors: problems });
  return {};
};

/** The methods on the app itself and on what it sends. */
export const appMethods: Readonly<Record<string, ApiMethod>> = {
  'apps.connections.open': openConnection,
  'auth.test': authTest,
  'blocks.validate': blocksValidate,
};
