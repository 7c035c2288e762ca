const lists = new Intl.ListFormat('en-GB');

/** The words that say what somebody may do. */
export const whoamiTexts = {
  title: 'What you may do here',
  summary: (user: string): string => `What ${user} may do here.`,
  roles: (roles: string): string => `Your roles: ${roles}.`,
  noRoles: 'You have no role.',
  groups: (groups: string): string => `You are in the groups ${groups}.`,
  actions: {
    view: 'see images',
    delete: 'delete images',
    approve: 'approve what others want to delete',
    administer: 'reject what others want to delete',
  },
  everywhere: 'in all repositories',
  inRepositories: (patterns: string): string => `in ${patterns}`,
  mayDo: (action: string, where: string): string => `You may ${action} ${where}.`,
  mayNotDo: (action: string, whoMay: string): string => `You may not ${action}. Ask ${whoMay}.`,
  nobodyMay: (action: string): string => `You may not ${action}. Nobody may.`,
  /** What the channel leaves of it. */
  limited: (actions: string, where: string): string => `Here nobody may do more than ${actions} ${where}.`,
  limitedToNothing: 'Here nobody may do anything.',
  /** Some things, of which all count: `a, b and c`. */
  all: (things: readonly string[]): string => lists.format(things),
  protection: (tags: string, where: string, needs: string): string =>
    `Images tagged ${tags} ${where} are protected: to delete one takes ${needs}.`,
  needsApprovals: (count: number): string =>
    count === 1 ? 'the approval of somebody else' : `the approval of ${count} others`,
  needsDigest: 'the last 8 characters of its digest',
  noPolicy:
    'There are no rules yet: everybody in this workspace may see and delete images. Whoever runs this app can change that with `POLICY_FILE`.',
};
