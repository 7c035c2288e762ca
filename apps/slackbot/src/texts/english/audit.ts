/** The words of the list of the latest deletes. */
export const auditTexts = {
  title: 'What was deleted',
  titleOfUser: 'What one person did',
  titleOfRepository: (repository: string): string => `What was deleted from ${repository}`,
  empty: 'Nothing was deleted yet, and nobody has asked to.',
  summary: (entries: number): string => `The latest ${entries} entries of the audit.`,
  older: 'Older',
  kinds: {
    request: (user: string): string => `${user} asked to delete`,
    refusal: (user: string): string => `${user} was not allowed to delete`,
    approval: (user: string): string => `${user} approved to delete`,
    rejection: (user: string): string => `${user} rejected to delete`,
    cancellation: (user: string): string => `${user} took back to delete`,
    expiry: (user: string): string => `Nobody decided in time whether ${user} may delete`,
    delete: (user: string): string => `On behalf of ${user} the registry was told to delete`,
    outcome: (user: string): string => `${user} had asked to delete`,
  },
  noImage: 'images',
  inChannel: (channel: string): string => `in ${channel}`,
  operation: (id: string): string => `operation ${id}`,
  reason: (reason: string): string => `Reason: ${reason}`,
  note: (note: string): string => `Note: ${note}`,
};
