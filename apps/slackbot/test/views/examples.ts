import { normalizeImage, type Image, type WireImage } from '@registry-images/model';

import { planOf, type DeletionPlan } from '../../src/features/plan-deletion.ts';
import type { Rights } from '../../src/features/who-am-i.ts';
import type { StoredAuditEntry } from '../../src/state/audit-entry.ts';
import {
  newDeletionRequest,
  type DeletionRequest,
  type RequestedImage,
} from '../../src/state/deletion-request.ts';
import type { ListRenderer } from '../../src/state/settings.ts';
import { english } from '../../src/texts/english.ts';
import type { View } from '../../src/views/view.ts';

/** The time of the examples. */
export const nowMs: number = Date.UTC(2026, 10, 23, 12);

const dayMs = 86_400_000;

/** What views need, for each kind of workspace. */
export function viewFor(renderer: ListRenderer): View {
  return {
    scope: { kind: 'registry', registryId: 'reg' },
    nowMs,
    texts: english,
    renderer,
    pullPrefix: 'cr.example.com/reg',
  };
}

/** The digest that is so many times one digit. */
export function digestOf(digit: string): string {
  return `sha256:${digit.repeat(64)}`;
}

/** An image with two layers. */
export function exampleImage(fields: WireImage = {}): Image {
  return normalizeImage({
    id: 'crp1',
    name: 'reg/team/app',
    digest: digestOf('a'),
    compressedSize: '27091347',
    config: { id: 'c', digest: digestOf('c'), size: '1347' },
    layers: [
      { id: 'l1', digest: digestOf('1'), size: '20000000' },
      { id: 'l2', digest: digestOf('2'), size: '7090000' },
    ],
    tags: ['v1.2.3', 'latest'],
    createdAt: '2026-11-20T09:30:00Z',
    ...fields,
  });
}

/** Some different images. */
export const exampleImages: readonly Image[] = [
  exampleImage(),
  exampleImage({
    id: 'crp2',
    digest: digestOf('b'),
    tags: [],
    compressedSize: '120000000',
    createdAt: '2026-10-01T00:00:00Z',
  }),
  exampleImage({
    id: 'crp3',
    name: 'reg/team/api',
    digest: digestOf('d'),
    tags: Array.from({ length: 9 }, (_, index) => `pr-${index}`),
  }),
];

/** An index, which has no configuration and no layers of its own, but a size. */
export const exampleIndex: Image = normalizeImage({
  id: 'crp4',
  name: 'reg/team/multi',
  digest: digestOf('e'),
  compressedSize: '54000000',
  layers: [{ id: 'l', digest: digestOf('f'), size: '54000000' }],
  tags: ['v2'],
  createdAt: '2026-11-22T00:00:00Z',
});

/** An image that the registry could not read. */
export const damagedImage: Image = normalizeImage({
  id: 'crp5',
  name: 'reg/team/app',
  digest: digestOf('9'),
  tags: ['broken'],
});

/** As large as they come. */
export const hugeImage: Image = normalizeImage({
  id: 'i'.repeat(50),
  name: `reg/${'n'.repeat(251)}`,
  digest: `sha512:${'a'.repeat(128)}`,
  compressedSize: '9223372036854775807',
  layers: Array.from({ length: 1000 }, () => ({ digest: digestOf('b'), size: '123456789' })),
  tags: Array.from({ length: 500 }, (_, index) => `${index}`.padEnd(128, '-')),
});

/** An image of a request. */
export function requestedImage(fields: Partial<RequestedImage> = {}): RequestedImage {
  const { id, name, digest, tags, compressedSize } = exampleImage();
  return {
    imageId: id,
    name,
    digest,
    tags,
    fingerprint: 'f'.repeat(43),
    sizeBytes: Number(compressedSize),
    state: 'pending',
    ...fields,
  };
}

/** A request, which needs no approval unless `fields` say so. */
export function exampleRequest(fields: Partial<DeletionRequest> = {}): DeletionRequest {
  const request = newDeletionRequest({
    id: 'request-1',
    teamId: 'T1',
    channelId: 'C1',
    requester: 'U1',
    createdAtMs: nowMs,
    expiresAtMs: nowMs + dayMs,
    reason: 'Superseded by v1.2.4 <!channel> *now*',
    rule: { needs: [], typesDigest: false },
    images: [requestedImage()],
  });
  return { ...request, ...fields };
}

/** A rule with two approvals. */
export const strictRule: DeletionRequest['rule'] = {
  needs: [
    {
      name: 'team/*: latest, prod-*',
      approvals: 2,
      approvers: [
        { kind: 'user', userId: 'U2' },
        { kind: 'group', group: 'platform' },
      ],
    },
  ],
  typesDigest: true,
};

/** What somebody with a policy may do. */
export const exampleRights: Rights = {
  userId: 'U1',
  source: 'file',
  roles: ['viewer', 'deleter'],
  groups: [{ id: 'S1', handle: 'backend' }],
  rights: [
    { action: 'view', repositories: ['*'], whoMay: [{ kind: 'everyone' }] },
    {
      action: 'delete',
      repositories: ['team/*', 'sandbox/*'],
      whoMay: [{ kind: 'group', group: 'backend' }],
    },
    { action: 'approve', repositories: [], whoMay: [{ kind: 'user', userId: 'U2' }] },
    { action: 'administer', repositories: [], whoMay: [] },
  ],
  limit: { channelId: 'C1', may: ['view', 'delete'], repositories: ['team/*'] },
  protections: [
    { tags: ['latest', 'prod-*'], repositories: ['team/*'], approvals: 2, typesDigest: true },
    { tags: ['v*'], repositories: ['*'], approvals: 0, typesDigest: true },
  ],
};

/** Two lines of the audit. */
export const exampleAudit: readonly StoredAuditEntry[] = [
  {
    seq: 2,
    teamId: 'T1',
    atMs: nowMs,
    kind: 'outcome',
    userId: 'U1',
    channelId: 'C1',
    requestId: 'request-1',
    image: { imageId: 'crp1', name: 'reg/team/app', digest: digestOf('a'), tags: ['v1'] },
    operationId: 'op-1',
    outcome: 'failed',
    note: 'The registry is <down>.',
  },
  {
    seq: 1,
    teamId: 'T1',
    atMs: nowMs - dayMs,
    kind: 'request',
    userId: 'U1',
    image: { imageId: 'crp1', name: 'reg/team/app', digest: digestOf('a'), tags: ['v1'] },
    reason: 'Old `stuff`',
  },
];

/** What a registry without previews tells of a deletion. */
export function planFromImage(image: Image): DeletionPlan {
  return planOf({ image, tags: [...image.tags], isComplete: false });
}
