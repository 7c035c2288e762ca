/** A group of users, as Slack has it. */
export interface UserGroup {
  /** Such as `S0604QSJC`. */
  readonly id: string;
  /** What people write after the at sign, such as `platform`. */
  readonly handle: string;
}

/** Whom a line of the policy is about. */
export type Subject =
  | { readonly kind: 'everyone' }
  | { readonly kind: 'user'; readonly userId: string }
  /** By its id or by its handle, without the at sign. */
  | { readonly kind: 'group'; readonly group: string };

/** Whether a user is meant. */
export function isMeant(subject: Subject, user: { userId: string; groups: readonly UserGroup[] }): boolean {
  if (subject.kind === 'everyone') return true;
  if (subject.kind === 'user') return subject.userId === user.userId;
  return user.groups.some(({ id, handle }) => subject.group === id || subject.group === handle);
}

/** The same for two subjects exactly if they mean the same. */
export function subjectKey(subject: Subject): string {
  if (subject.kind === 'everyone') return 'everyone';
  return subject.kind === 'user' ? subject.userId : `@${subject.group}`;
}
