import { pushIndex } from '@registry-images/oci';
/**
 * Every method of the OpenAPI description, in every way that it can be answered. That each answer is what the description
 * says is checked by `send` itself, here as in all other tests; this suite sees to it that there is one of each kind.
 */
import openapi from '@registry-images/openapi/openapi.json' with { type: 'json' };
import { describe, expect, it } from 'vitest';

import { hashToken } from '../src/access/tokens.ts';
import type { TokenConfig } from '../src/config/config.ts';
import { imageId } from '../src/store/image-id.ts';
import { operationIn } from './contract.ts';
import { makeService, type TestService } from './service.ts';

/** What the paths and queries of the cases are made of. */
interface Known {
  readonly image: string;
  readonly child: string;
  readonly protectedImage: string;
  readonly operation: string;
}

interface Case {
  readonly name: string;
  readonly method: string;
  /** The path of the description. */
  readonly path: string;
  /** What follows the path, or takes its place. */
  readonly url: (known: Known) => string;
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Whose token; a deleter of everything by default. */
  readonly as?: 'deleter' | 'reader' | 'nobody';
}

const list = '/container-registry/v1/images';
const image = `${list}/{imageId}`;
const preview = `${image}:previewDelete`;
const operation = '/operations/{operationId}';
const otherDigest = `"sha256:${'0'.repeat(64)}"`;

const cases: readonly Case[] = [
  { name: 'all', method: 'GET', path: list, url: () => list, status: 200 },
  {
    name: 'one page',
    method: 'GET',
    path: list,
    url: () => `${list}?pageSize=1&orderBy=created_at desc`,
    status: 200,
  },
  { name: 'a wrong order', method: 'GET', path: list, url: () => `${list}?orderBy=size`, status: 400 },
  { name: 'a wrong page token', method: 'GET', path: list, url: () => `${list}?pageToken=x`, status: 400 },
  { name: 'an unknown parameter', method: 'GET', path: list, url: () => `${list}?sort=name`, status: 400 },
  {
    name: 'an unknown registry',
    method: 'GET',
    path: list,
    url: () => `${list}?registryId=none`,
    status: 404,
  },
  { name: 'no token', method: 'GET', path: list, url: () => list, status: 401, as: 'nobody' },

  { name: 'an image', method: 'GET', path: image, url: (known) => `${list}/${known.image}`, status: 200 },
  {
    name: 'what an index contains',
    method: 'GET',
    path: image,
    url: (known) => `${list}/${known.child}`,
    status: 200,
  },
  { name: 'no image', method: 'GET', path: image, url: () => `${list}/none`, status: 404 },
  { name: 'a long id', method: 'GET', path: image, url: () => `${list}/${'x'.repeat(51)}`, status: 400 },
  { name: 'no token', method: 'GET', path: image, url: () => `${list}/none`, status: 401, as: 'nobody' },

  {
    name: 'an image',
    method: 'GET',
    path: preview,
    url: (known) => `${list}/${known.image}:previewDelete`,
    status: 200,
  },
  {
    name: 'what is refused',
    method: 'GET',
    path: preview,
    url: (known) => `${list}/${known.child}:previewDelete?deleteReferrers=true&deleteOrphanedChildren=true`,
    status: 200,
  },
  { name: 'no image', method: 'GET', path: preview, url: () => `${list}/none:previewDelete`, status: 404 },
  {
    name: 'a wrong option',
    method: 'GET',
    path: preview,
    url: (known) => `${list}/${known.image}:previewDelete?deleteReferrers=1`,
    status: 400,
  },
  {
    name: 'no token',
    method: 'GET',
    path: preview,
    url: () => `${list}/x:previewDelete`,
    status: 401,
    as: 'nobody',
  },

  { name: 'no image', method: 'DELETE', path: image, url: () => `${list}/none`, status: 404 },
  {
    name: 'what an index contains',
    method: 'DELETE',
    path: image,
    url: (known) => `${list}/${known.child}`,
    status: 400,
  },
  {
    name: 'a protected tag',
    method: 'DELETE',
    path: image,
    url: (known) => `${list}/${known.protectedImage}`,
    status: 400,
  },
  {
    name: 'what has changed',
    method: 'DELETE',
    path: image,
    url: (known) => `${list}/${known.image}`,
    status: 409,
    headers: { 'if-match': otherDigest },
  },
  {
    name: 'a reader',
    method: 'DELETE',
    path: image,
    url: (known) => `${list}/${known.image}`,
    status: 403,
    as: 'reader',
  },
  { name: 'no token', method: 'DELETE', path: image, url: () => `${list}/none`, status: 401, as: 'nobody' },
  { name: 'an image', method: 'DELETE', path: image, url: (known) => `${list}/${known.image}`, status: 200 },

  {
    name: 'one that was accepted',
    method: 'GET',
    path: operation,
    url: (known) => `/operations/${known.operation}`,
    status: 200,
  },
  { name: 'none', method: 'GET', path: operation, url: () => '/operations/none', status: 404 },
  {
    name: 'no token',
    method: 'GET',
    path: operation,
    url: () => '/operations/none',
    status: 401,
    as: 'nobody',
  },
];

const tokens: readonly TokenConfig[] = (['deleter', 'reader'] as const).map((role) => ({
  name: role,
  role,
  sha256: hashToken(`token-of-a-${role}`),
  repositories: ['**'],
}));

const authorization = (name: string): Record<string, string> => ({
  authorization: `Bearer token-of-a-${name}`,
});

async function fill(service: TestService): Promise<Known> {
  const app = await service.push('app', 'one', { tags: ['v1', 'v2'] });
  const kept = await service.push('app', 'guarded', { tags: ['prod-1'] });
  const done = await service.push('done', 'gone', { tags: ['v1'] });
  const child = await service.push('multi', 'amd64');
  const platform = { architecture: 'amd64', os: 'linux' };
  await pushIndex(await service.layout('multi'), {
    manifests: [{ descriptor: child, platform }],
    tags: ['latest'],
  });
  const init = { method: 'DELETE', headers: authorization('deleter') };
  const { body } = await service.send(`${list}/${imageId('local/done', done.digest)}`, init);
  await service.operations.drain();
  return {
    image: imageId('local/app', app.digest),
    protectedImage: imageId('local/app', kept.digest),
    child: imageId('local/multi', child.digest),
    operation: operationIn(body).id,
  };
}

describe('the API', () => {
  it.each(cases)(
    'answers $method $path for $name with $status',
    async ({ method, url, status, headers, as = 'deleter' }) => {
      const service = await makeService({ tokens, protectedTags: ['prod-*'] });
      const known = await fill(service);
      const init = { method, headers: { ...headers, ...(as !== 'nobody' && authorization(as)) } };
      expect((await service.send(url(known), init)).status).toBe(status);
    },
  );

  it('has a case of success, one of refusal and one without a token for every method that is described', () => {
    const described = Object.entries(openapi.paths).flatMap(([path, item]) =>
      Object.keys(item)
        .filter((key) => /^(?:get|put|post|patch|delete|head)$/.test(key))
        .map((key) => `${key.toUpperCase()} ${path}`),
    );
    expect(described.length).toBeGreaterThanOrEqual(5);
    expect(described.map(statusesOf)).toEqual(described.map(() => expect.arrayContaining([200, 401, 404])));
  });
});

function statusesOf(name: string): number[] {
  return cases.filter(({ method, path }) => `${method} ${path}` === name).map(({ status }) => status);
}
