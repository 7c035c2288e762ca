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

/** A user, as far as a policy can speak of one. */
export interface PolicyUser {
  readonly userId: string;
  /** The groups that the user is in. */
  readonly groups: readonly UserGroup[];
  /** Whether the user belongs to another organisation, and is only a guest of a shared channel. */
  readonly isStranger?: true;
}

/** Whether a user is meant. `everyone` is everybody of the workspace: strangers have to be named. */
export function isMeant(subject: Subject, user: PolicyUser): boolean {
  if (subject.kind === 'everyone') return !user.isStranger;
  if (subject.kind === 'user') return subject.userId === user.userId;
  return user.groups.some(({ id, handle }) => subject.group === id || subject.group === handle);
}

/** The same for two subjects exactly if they mean the same. */
export function subjectKey(subject: Subject): string {
  if (subject.kind === 'everyone') return 'everyone';
  return subject.kind === 'user' ? subject.userId : `@${subject.group}`;
}

/** Subjects, each once. */
export function uniqueSubjects(subjects: readonly Subject[]): readonly Subject[] {
  return [...new Map(subjects.map((subject) => [subjectKey(subject), subject])).values()];
}
