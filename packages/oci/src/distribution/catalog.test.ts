import { startOddServer } from '@registry-images/testing';
import { describe, expect, it } from 'vitest';

import { failing } from '../../test/failing.ts';
import { oddRegistry, refusal } from '../../test/odd-registry.ts';

const first = 'GET /v2/_catalog?n=1000';
const page = (repositories: unknown, link?: string) => ({
  body: { repositories },
  ...(link !== undefined && { headers: { link } }),
});

describe('listRepositories', () => {
  it('follows links, relative and absolute, and gives each name once', async () => {
    const { registry } = await oddRegistry((origin) => ({
      [first]: page(['a', 'b'], '</v2/_catalog?last=b&n=1000>; rel="next"'),
      'GET /v2/_catalog?last=b&n=1000': page(['b', 'c'], `<${origin}/v2/_catalog?x=1>; rel=next`),
      'GET /v2/_catalog?x=1': page(null, '<?x=2>; rel="next"'),
      'GET /v2/_catalog?x=2': page(['d', 'a']),
    }));
    expect(await Array.fromAsync(registry.repositories())).toEqual(['a', 'b', 'c', 'd']);
  });

  it('fetches no page before it is needed', async () => {
    const { registry, requests } = await oddRegistry({ [first]: page(['a', 'b'], '</2>; rel="next"') });
    for await (const name of registry.repositories()) if (name === 'b') break;
    expect(requests).toHaveLength(1);
  });

  it('takes smaller pages where the registry does not allow large ones', async () => {
    const { registry } = await oddRegistry({
      [first]: refusal(400, 'PAGINATION_NUMBER_INVALID'),
      'GET /v2/_catalog': page(['a']),
    });
    expect(await Array.fromAsync(registry.repositories())).toEqual(['a']);
  });

  it('does not follow a link to another host', async () => {
    const other = await startOddServer({});
    const { registry } = await oddRegistry({
      [first]: page(['a'], `<${other.origin}/v2/_catalog>; rel="next"`),
    });
    await expect(Array.fromAsync(registry.repositories())).rejects.toThrow(
      `at ${other.origin}, which is not`,
    );
    expect(other.requests).toEqual([]);
  });

  it('keeps to its host where the path of a link looks like another one', async () => {
    const other = await startOddServer({});
    const { host } = new URL(other.origin);
    const { registry, requests } = await oddRegistry((origin) => ({
      [first]: page(['a'], `<${origin}//${host}/x>; rel="next"`),
      [`GET //${host}/x`]: page(['b']),
    }));
    expect(await Array.fromAsync(registry.repositories())).toEqual(['a', 'b']);
    expect(requests).toHaveLength(2);
  });

  it('ends where pages go round in circles', async () => {
    const { registry } = await oddRegistry({
      [first]: page(['a'], '</2>; rel="next"'),
      'GET /2': page(['b'], '</v2/_catalog?n=1000>; rel="next"'),
    });
    await expect(Array.fromAsync(registry.repositories())).rejects.toThrow('one that came before');
  });

  it('ends where there are too many pages', async () => {
    const { registry, requests } = await oddRegistry(
      {
        [first]: page(['a'], '</2>; rel="next"'),
        'GET /2': page(['b'], '</3>; rel="next"'),
        'GET /3': page(['c'], '</4>; rel="next"'),
      },
      { limits: { maxPages: 3 } },
    );
    await expect(Array.fromAsync(registry.repositories())).rejects.toThrow('more than 3 pages');
    expect(requests).toHaveLength(3);
  });

  it('refuses a page that is too long', async () => {
    const { registry } = await oddRegistry(
      { [first]: page(['a'.repeat(100)]) },
      { limits: { maxPageBytes: 100 } },
    );
    await expect(Array.fromAsync(registry.repositories())).rejects.toThrow(failing('TOO_LARGE'));
  });

  it.each([{ body: '<html>hello' }, { body: [] }, page('a'), page([1])])(
    'does not understand %j',
    async (reply) => {
      const { registry } = await oddRegistry({ [first]: reply });
      await expect(Array.fromAsync(registry.repositories())).rejects.toThrow(failing('UNEXPECTED_ANSWER'));
    },
  );

  it.each([
    refusal(401, 'UNAUTHORIZED'),
    refusal(403, 'DENIED'),
    refusal(404, 'NAME_UNKNOWN'),
    { status: 404, headers: { 'content-type': 'text/html' }, body: '<html>' },
    { status: 405 },
    refusal(400, 'UNSUPPORTED'),
  ])('says that there is no catalog for %j', async (reply) => {
    const { registry } = await oddRegistry({ [first]: reply, 'GET /v2/': { body: {} } });
    await expect(Array.fromAsync(registry.repositories())).rejects.toThrow(
      failing('UNSUPPORTED', { message: expect.stringContaining('name the repositories') }),
    );
  });

  it('says that the password is wrong where that is the reason', async () => {
    const { registry } = await oddRegistry({ [first]: refusal(401, 'X'), 'GET /v2/': refusal(401, 'X') });
    await expect(Array.fromAsync(registry.repositories())).rejects.toThrow(failing('UNAUTHORIZED'));
  });
});

describe('ping', () => {
  it('refuses a web page', async () => {
    const { registry } = await oddRegistry({
      'GET /v2/': { headers: { 'content-type': 'text/html' }, body: '<html>' },
    });
    await expect(registry.ping()).rejects.toThrow(failing('UNEXPECTED_ANSWER'));
  });

  it('refuses a server that has no such place', async () => {
    const { registry } = await oddRegistry({ 'GET /v2/': { status: 404 } });
    await expect(registry.ping()).rejects.toThrow('no answer of a registry');
  });
});
