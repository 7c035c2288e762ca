import { describe, expect, it } from 'vitest';

import { createImagesClient } from '../../src/index.ts';
import { describeImagesContract } from '../../src/testing/index.ts';
import { makeFakeSubject, type Fetch } from './fake-subject.ts';

/** Makes a service that breaks the contract out of one that keeps it. */
type Breakage = (request: Request, fetch: Fetch) => Promise<Response>;

/** The names of the tests of the contract that a broken service does not pass. */
async function failuresOf(breakage: Breakage): Promise<string[]> {
  const tests: [name: string, test: () => Promise<void>][] = [];
  describeImagesContract(
    {
      describe: (_name, suite) => suite(),
      it: (name, test) => tests.push([name, test]),
      expect,
    },
    'a broken service',
    () => makeFakeSubject(createImagesClient, (_baseUrl, fetch) => (request) => breakage(request, fetch)),
  );
  const results = await Promise.allSettled(tests.map(([, test]) => test()));
  return tests.flatMap(([name], index) => (results[index]?.status === 'rejected' ? [name] : []));
}

/** Forgets parameters of the query. */
function without(...names: string[]): Breakage {
  return (request, fetch) => {
    const url = new URL(request.url);
    for (const name of names) url.searchParams.delete(name);
    return fetch(new Request(url, request));
  };
}

/** Changes the body of answers of success. */
function changed(change: (text: string) => string): Breakage {
  return async (request, fetch) => {
    const response = await fetch(request);
    return response.ok ? new Response(change(await response.text())) : response;
  };
}

describe('describeImagesContract', () => {
  it.each<[what: string, test: string, breakage: Breakage]>([
    ['ignores the size of a page', 'lists the same images whatever the size of a page', without('pageSize')],
    ['never goes on', 'goes on from the token of any page', without('pageToken')],
    ['ignores the scope', 'lists the images of one repository', without('repositoryName', 'registryId')],
    ['ignores the filter', 'keeps the images of a name', without('filter')],
    ['ignores the order', 'orders by name, digest and date', without('orderBy')],
    [
      'stops after a page',
      'lists the same images whatever the size',
      changed((text) => text.replace(/"nextPageToken":"[^"]*"/, '"nextPageToken":""')),
    ],
    ['has no tags', 'lists every image once', changed((text) => text.replaceAll('"tags"', '"labels"'))],
    [
      'has other sizes',
      'lists every image once',
      changed((text) => text.replaceAll('"size":"1', '"size":"2')),
    ],
    [
      'reports success as a failure',
      'deletes an image with all its tags',
      changed((text) => text.replace('"response":{}', '"error":{}')),
    ],
    [
      'gets something else',
      'gets what the list has',
      changed((text) => (text.startsWith('{"images"') ? text : text.replace('"digest":"', '"digest":"x'))),
    ],
    [
      'has other platforms',
      'tells what an image runs on',
      changed((text) => text.replace('linux/arm/v7', 'linux/arm')),
    ],
    [
      'deletes nothing',
      'deletes an image with all its tags',
      (request, fetch) =>
        request.method === 'DELETE'
          ? Promise.resolve(Response.json({ id: 'op-1', done: true, response: {} }))
          : fetch(request),
    ],
    [
      'ignores what an image has to be',
      'does not delete what has changed since its preview',
      (request, fetch) => {
        const headers = new Headers(request.headers);
        headers.delete('if-match');
        return fetch(new Request(request, { headers }));
      },
    ],
    [
      'previews another number of images',
      'previews what goes with an image',
      changed((text) => text.replace('"deletedCount":1', '"deletedCount":2')),
    ],
    [
      'takes what it should refuse',
      'refuses pageSize=1001',
      async (request, fetch) => {
        const response = await fetch(request);
        return response.status === 400 ? Response.json({}) : response;
      },
    ],
    [
      'refuses in another way',
      'knows no image and no operation',
      async (request, fetch) => {
        const response = await fetch(request);
        return response.ok ? response : new Response('No.', { status: 403 });
      },
    ],
  ])('finds out a service that %s', async (_what, test, breakage) => {
    const failures = await failuresOf(breakage);
    expect(failures).toContainEqual(expect.stringContaining(test));
  });

  it('lets a service pass that has no previews', async () => {
    const failures = await failuresOf((request, fetch) =>
      request.url.includes(':previewDelete')
        ? Promise.resolve(Response.json({ code: 5 }, { status: 404 }))
        : fetch(request),
    );
    expect(failures).toEqual([]);
  });

  it('lets a service pass that keeps the contract', async () => {
    expect(await failuresOf((request, fetch) => fetch(request))).toEqual([]);
  });
});
