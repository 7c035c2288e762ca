/** The words of the doctor, for whoever runs the bot: plain text, for a terminal. */
export const doctorTexts = {
  usage:
    'Start the bot without an argument, or give it "doctor" to see whether it could run. It knows no other argument.',
  healthy: 'All is well.',
  levels: { problem: 'Problem', warning: 'Warning' },
  'bot-token': (reason: string): string =>
    `Slack does not take SLACK_BOT_TOKEN (${reason}). Copy it again from "OAuth & Permissions" of the app.`,
  'app-token': (reason: string): string =>
    `Slack does not take SLACK_APP_TOKEN (${reason}). Make one with the scope connections:write under "Basic Information" of the app.`,
  /** What Slack was asked about. */
  asked: {
    'bot-token': 'SLACK_BOT_TOKEN',
    'app-token': 'SLACK_APP_TOKEN',
    groups: 'the user groups of the policy',
  },
  slackAway: (what: string, reason: string): string =>
    `Slack could not be asked about ${what} (${reason}), which says nothing of it. Look whether this machine reaches Slack, and try again in some minutes.`,
  'image-api': (reason: string): string =>
    `The Image API cannot be used (${reason}). Check IMAGES_API_URL, IMAGES_API_TOKEN and the id of the registry or folder.`,
  database: (reason: string): string => `The database cannot be used (${reason}).`,
  groups: (reason: string): string =>
    `The policy names user groups, and Slack does not show them (${reason}). Add the scope usergroups:read, and install the app again.`,
  'missing-scope': (scope: string): string =>
    `The bot has not got the scope ${scope}. Add it under "OAuth & Permissions", and install the app again.`,
  'extra-scope': (scope: string): string => `The bot has got the scope ${scope} and does not use it.`,
  'audit-channel': {
    'not-member': (channel: string): string =>
      `The bot is not in the audit channel ${channel}. Invite it there: /invite and its name.`,
    archived: (channel: string): string => `The audit channel ${channel} is archived. Name another one.`,
    unknown: (channel: string): string =>
      `The audit channel ${channel} does not exist, or is private and without the bot. Invite it, or name another one.`,
  },
  channel: {
    'not-member': (channel: string): string =>
      `The policy limits the channel ${channel}, where the bot is not: it cannot post requests there.`,
    archived: (channel: string): string => `The policy limits the channel ${channel}, which is archived.`,
    unknown: (channel: string): string =>
      `The policy limits the channel ${channel}, which does not exist, or is private and without the bot.`,
  },
  user: {
    deactivated: (user: string): string => `The policy names the user ${user}, whose account is deactivated.`,
    unknown: (user: string): string => `The policy names the user ${user}, who does not exist here.`,
  },
  'unseen-channels': (channels: string): string =>
    `Not looked at: the channels ${channels} of the policy. For this the bot needs the optional scopes channels:read and groups:read, and Slack's answer.`,
  'unseen-users': (users: string): string =>
    `Not looked at: the users ${users} of the policy. For this the bot needs the optional scope users:read, and Slack's answer.`,
  'unknown-group': (group: string): string =>
    `The policy names the user group ${group}, which does not exist here.`,
  'too-few-approvers': (tags: string, have: number, need: number): string =>
    `The tags ${tags} need the approval of ${need}, and no more than ${have} may approve. Nobody can delete them.`,
  'no-policy':
    'There is no policy file: everybody in the workspace may see and delete images. Set POLICY_FILE to change that.',
};
