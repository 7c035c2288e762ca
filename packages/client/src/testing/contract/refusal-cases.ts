import { isApiError } from '../../errors/api-error.ts';
import { collect, rejectionOf, type ContractCase } from './subject.ts';

const imagesPath = '/container-registry/v1/images';

const wrongQueries = [
  'pageSize=-1',
  'pageSize=1001',
  'pageSize=many',
  'pageToken=made-up',
  `pageToken=${'a'.repeat(101)}`,
  'orderBy=size',
  'orderBy=name%20sideways',
  'filter=tag%3D%22v1%22',
  'filter=name%3D%22NO%22',
  'repositoryName=..%2Fetc',
  `registryId=${'r'.repeat(51)}`,
  `folderId=${'f'.repeat(51)}`,
];

/** What is promised of requests that cannot be right, most of which the client does not let through. */
export const refusalCases: readonly ContractCase[] = [
  ...wrongQueries.map(
    (query) =>
      ({
        name: `refuses ${query.slice(0, 40)}`,
        check: async ({ baseUrl, fetch }, expect) => {
          const response = await fetch(new Request(`${baseUrl}${imagesPath}?${query}`));
          const body: unknown = await response.json();
          expect(response.status).toEqual(400);
          expect(typeof body === 'object' && body !== null && 'code' in body && body.code).toEqual(3);
        },
      }) satisfies ContractCase,
  ),
  {
    name: 'refuses an id of more than 50 characters',
    async check({ baseUrl, fetch }, expect) {
      const response = await fetch(new Request(`${baseUrl}${imagesPath}/${'i'.repeat(51)}`));
      expect(response.status).toEqual(400);
    },
  },
  {
    name: 'refuses the page token of another query',
    async check(subject, expect) {
      const createdAt = '2026-01-01T00:00:00Z';
      for (const path of ['app', 'base']) await subject.push({ path, tags: [], createdAt });
      const [page] = await collect(subject.client.images.list({ pageSize: 1 }).byPage());
      const pageToken = page?.nextPageToken ?? '';
      const other = subject.client.images.list({ orderBy: [{ field: 'digest' }] });
      const error = await rejectionOf(collect(other.byPage({ pageToken })));
      expect(isApiError(error) ? error.status : error).toEqual('INVALID_ARGUMENT');
    },
  },
];
