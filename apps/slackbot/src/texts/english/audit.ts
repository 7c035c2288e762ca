import { counted } from './common.ts';

/** The words of the list of the latest deletions, and of what was done about them. */
export const auditTexts = {
  title: 'Deletions',
  titleOfUser: 'What this person did',
  titleOfRepository: (repository: string): string => `Deletions in ${repository}`,
  empty: 'Nothing that you may see was deleted yet, and nobody has asked to.',
  emptyOfUser: 'This person has done nothing that you may see.',
  emptyAbout: 'Nothing that you may see was done about this: nothing deleted, and nothing asked for.',
  summary: (entries: number): string => `${counted(entries, 'entry', 'entries')} of the audit.`,
  older: 'Older',
  kinds: {
    request: (user: string): string => `${user} asked to delete`,
    approval: (user: string): string => `${user} approved the deletion of`,
    rejection: (user: string): string => `${user} rejected the deletion of`,
    cancellation: (user: string): string => `${user} took back the request to delete`,
    expiry: (user: string): string => `Nobody decided in time whether ${user} may delete`,
    lapse: (user: string): string => `Nobody can approve any more that ${user} deletes`,
    delete: (user: string): string => `On behalf of ${user} the registry was told to delete`,
    outcome: (user: string): string => `${user} had asked to delete`,
  },
  /** What somebody tried and was refused. */
  refused: {
    delete: (user: string): string => `Refused: ${user} tried to delete`,
    approval: (user: string): string => `Refused: ${user} tried to approve the deletion of`,
    rejection: (user: string): string => `Refused: ${user} tried to reject the deletion of`,
    cancellation: (user: string): string => `Refused: ${user} tried to take back the request to delete`,
  },
  noImage: 'images',
  inChannel: (channel: string): string => `in ${channel}`,
  operation: (id: string): string => `operation ${id}`,
  reason: (reason: string): string => `Reason: ${reason}`,
  note: (note: string): string => `Note: ${note}`,
};
