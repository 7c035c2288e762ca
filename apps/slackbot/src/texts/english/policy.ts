/** The words that say who may do what, and why something was not done. */
export const policyTexts = {
  forbidden: {
    role: (what: string, whoMay: string): string => `You may not ${what}. Ask ${whoMay}.`,
    nobody: (what: string): string => `You may not ${what}, and nobody may. Ask whoever runs this app.`,
    stranger: (what: string): string =>
      `You may not ${what}: the rules let people of this workspace do it, and of other workspaces only those whom they name.`,
    approvers: (what: string): string =>
      `You may ${what}, but others have to approve it, and too few others may. Ask whoever runs this app.`,
    channel: (what: string): string =>
      `You may ${what}, but not here: the rules allow less in this place. Try another channel.`,
  },
  what: {
    view: (repository: string): string => `see the images of ${repository}`,
    delete: (repository: string): string => `delete images of ${repository}`,
    approve: (repository: string): string => `approve the deletion of images of ${repository}`,
    administer: (repository: string): string => `reject the deletion of images of ${repository}`,
  },
  oneByOne: (images: string): string =>
    `Some of these are protected and can only be deleted one by one: ${images}.`,
  waitingAtHome:
    'This was asked for already and waits for approval: see the Home tab of this app. Nothing new was asked for.',
  waiting: (channel: string): string =>
    `This was asked for already and waits for approval: see its message in ${channel}, or the Home tab of this app. Nothing new was asked for.`,
  requested: {
    unknown: 'This question was not for you, or is not known any more. Nothing was deleted. Start afresh.',
    expired: 'The question is too old. Nothing was deleted. Start afresh.',
    gone: 'What you wanted to delete is gone already. Nothing was deleted.',
  },
  decision: {
    'wrong-state': 'This does not wait for a decision any more.',
    expired: 'The time to decide is over.',
    'not-expired': 'There is still time to decide.',
    'own-request': 'You asked for this yourself: somebody else has to decide.',
    'already-approved': 'You have approved this already. Somebody else has to, too.',
    'not-needed': 'What you could approve has been approved already.',
    'not-requester': 'Only the person who asked for this can take it back.',
    'no-such-image': 'This is not about that image any more.',
    'not-approver': (whoMay: string): string => `You may not decide about this. Ask ${whoMay}.`,
    'nobody-approves': 'You may not decide about this, and nobody else may. Ask whoever runs this app.',
    notHere: {
      home: 'You may decide about this, but not here. Try the Home tab of this app.',
      channel: (channel: string): string =>
        `You may decide about this, but not here: only by its message in ${channel}. If there is none, add this app to the channel, and have this taken back and asked for again.`,
      nowhere:
        'You may decide about this, but neither here nor where it was asked for. Ask whoever runs this app.',
    },
    'policy-changed': 'The rules have changed since this was asked for. It can be asked for again.',
    'requester-may-not': 'The person who asked for this may not delete it any more.',
    'approver-may-not': 'Somebody who approved this may not approve it any more. It can be asked for again.',
    'unknown-request': 'This request is not known here any more.',
  },
  directoryDown:
    'Slack does not say at the moment which groups people are in, so nobody can tell who may do what. Try again in a minute.',
};
