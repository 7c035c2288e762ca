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
    administer: 'reject what others want, and read the whole audit',
  },
  everywhere: 'of all repositories',
  inRepositories: (patterns: string): string => `of ${patterns}`,
  mayDo: (action: string, where: string): string => `You may ${action} ${where}.`,
  mayNotDo: (action: string, whoMay: string): string => `You may not ${action}. Ask ${whoMay}.`,
  nobodyMay: (action: string): string => `You may not ${action}. Nobody may.`,
  narrowed: (channel: string): string => `Less than that holds in ${channel}: it is set up so.`,
  noPolicy:
    'Nobody has set up a policy: everybody in this workspace may see and delete images. Whoever runs the bot can change that with `POLICY_FILE`.',
};
