import type { Subject } from './subject.ts';

/** The roles, from the least to the most. Each but `admin` stands for itself: a deleter sees, but does not approve. */
export const roles = ['viewer', 'deleter', 'approver', 'admin'] as const;

/** A role. */
export type Role = (typeof roles)[number];

/** What people do to a repository and its images. `administer`: reject what others ask for, as those who approve it may. */
export const actions = ['view', 'delete', 'approve', 'administer'] as const;

/** What somebody does. */
export type Action = (typeof actions)[number];

/** What each role may do. */
export const actionsOf: Readonly<Record<Role, readonly Action[]>> = {
  viewer: ['view'],
  deleter: ['view', 'delete'],
  approver: ['view', 'approve'],
  admin: actions,
};

/** Gives a role to somebody, in the repositories that match one of the patterns. */
export interface Grant {
  readonly role: Role;
  readonly who: readonly Subject[];
  readonly repositories: readonly string[];
}

/** What may be done in a channel at most, by those who may do it at all. */
export interface ChannelLimit {
  /** `*` is every place that has no limit of its own, App Home included. */
  readonly channelId: string;
  readonly may: readonly Action[];
  readonly repositories: readonly string[];
}

/** What has to be done before an image is deleted that has one of these tags in one of these repositories. */
export interface Protection {
  readonly tags: readonly string[];
  readonly repositories: readonly string[];
  /** How many others have to approve; 0 where typing the digest is enough. */
  readonly approvals: number;
  /** Who may approve, and nobody else; missing for those who have the role. */
  readonly approvers?: readonly Subject[];
  readonly typesDigest: boolean;
}

/**
 * Who may do what. In patterns `*` stands for any characters, slashes too, and `?` for one. Repositories go by the names
 * that people see, which is without the registry's id where the bot shows one registry.
 */
export interface Policy {
  /** Where it comes from. */
  readonly source: 'default' | 'file';
  readonly grants: readonly Grant[];
  readonly channels: readonly ChannelLimit[];
  readonly protections: readonly Protection[];
  /** How long a request waits to be approved. */
  readonly expiresAfterMs: number;
  /** Where the audit is posted as well. */
  readonly auditChannelId?: string;
}

/** A request waits a day: the approver may live on the other side of the earth, and the registry goes on changing. */
export const defaultExpiresAfterMs: number = 24 * 3_600_000;

/**
 * The policy where no file says otherwise, for a team of which everybody may do everything already: everybody may see
 * and delete, after a confirmation, and nothing is protected.
 */
export const defaultPolicy: Policy = {
  source: 'default',
  grants: [{ role: 'deleter', who: [{ kind: 'everyone' }], repositories: ['*'] }],
  channels: [],
  protections: [],
  expiresAfterMs: defaultExpiresAfterMs,
};
