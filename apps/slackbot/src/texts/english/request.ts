import { counted } from './common.ts';

/** The words of the message that shows a request to delete and what becomes of it. */
export const requestTexts = {
  titles: {
    'awaiting-approval': 'Deletion waits for approval',
    approved: 'Deletion begins',
    running: 'Deleting',
    done: 'Deletion finished, but not as asked',
    rejected: 'Deletion rejected',
    expired: 'Deletion expired',
    cancelled: 'Deletion taken back',
    lapsed: 'Deletion cannot be approved any more',
  },
  /** The title where every image is gone in the end. */
  allGone: 'Deleted',
  asks: (requester: string, what: string): string => `${requester} wants to delete ${what}.`,
  askedFor: (requester: string, what: string): string => `${requester} asked to delete ${what}.`,
  /** Where its message is. */
  places: {
    channel: 'A message here shows how far it is.',
    direct:
      'A message in your direct messages with this app shows how far it is, since it could not post here.',
    nowhere:
      'Slack did not let this app post about it. The Home tab of this app shows what waits for a decision.',
    later: 'Slack takes no message of this app at the moment. One follows as soon as it does.',
    /** What to do where the app is not in the channel. What has a message in direct messages gets no other one. */
    invite: {
      nowhere: 'So that others can see it, add this app to the channel: `/invite @Registry Images`.',
      waits:
        'So that others can see it, add this app to the channel (`/invite @Registry Images`), take this request back and ask again.',
      begun: 'So that others can see the next one, add this app to the channel: `/invite @Registry Images`.',
    },
  },
  /** To somebody who may approve it. */
  decideAtHome: 'While it waits, you may approve or reject it in the Home tab of this app.',
  decideInChannel: (channel: string): string =>
    `While it waits, you may approve or reject it by its message in ${channel}.`,
  moreImages: (count: number): string => `and ${counted(count, 'more image')}`,
  allTags: (count: number): string => `${counted(count, 'tag')} are deleted with it:`,
  moreTags: (count: number): string => `and ${counted(count, 'more tag')}`,
  noReason: 'No reason was given.',
  reason: 'Reason',
  missing: (name: string, missing: number, approvers: string): string =>
    `The rule for ${name} still asks for ${missing === 1 ? 'the approval' : `${missing} approvals`} of ${approvers}.`,
  approvedBy: (user: string, time: string): string => `Approved by ${user} at ${time}.`,
  rejectedBy: (user: string): string => `Rejected by ${user}. Nothing was deleted.`,
  expired: 'Nobody decided in time. Nothing was deleted.',
  cancelled: 'It was taken back. Nothing was deleted.',
  lapsed: (why: string): string => `${why} Nothing was deleted.`,
  expires: (time: string): string => `Without a decision it expires at ${time}.`,
  asked: (time: string): string => `Asked at ${time}`,
  approve: 'Approve',
  reject: 'Reject',
  cancel: 'Take back',
  approveTitle: 'Approve the deletion?',
  approveConfirm: (what: string): string =>
    `This deletes ${what} once every approval is there. This cannot be undone.`,
  notYet: 'Not yet',
  approveLabel: (what: string): string => `Approve the deletion of ${what}`,
  rejectLabel: (what: string): string => `Reject the deletion of ${what}`,
  cancelLabel: (what: string): string => `Take back the request to delete ${what}`,
  progress: (ended: number, all: number): string => `${ended} of ${counted(all, 'image')}`,
  states: {
    pending: 'waiting',
    running: 'being deleted',
    deleted: 'deleted',
    gone: 'was gone already',
    changed: 'has changed since: not deleted',
    refused: 'refused by the registry',
    failed: 'failed: it is still there',
    unknown: 'nobody knows what became of it: look whether it is still there',
  },
  freed: (size: string): string => `${size} in all`,
};
