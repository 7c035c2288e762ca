/**
 * Serves one repository with any number of images, in a process of its own, so that its work is not measured as that of
 * the client. Bodies are made before the measurement. Prints its port.
 *
 *     node server.ts <number of images> <ms a page takes>
 */
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

import { sampleImage } from './sample-images.ts';

const [total = 0, pageMs = 0] = process.argv.slice(2).map(Number);
/** What the API does where the request does not say. */
const pageSize = 100;
/** As many pages are different; then they begin again, with other tokens. */
const distinctPages = 20;

const image = JSON.stringify(sampleImage(0));
const pages = Array.from({ length: distinctPages }, (_, page) => {
  const images = Array.from({ length: pageSize }, (_image, index) => sampleImage(page * pageSize + index));
  return JSON.stringify({ images }).slice(0, -1);
});

/** As long as the tokens of the image service. */
function tokenOf(page: number): string {
  return page * pageSize < total ? `page-${page}-`.padEnd(64, 'x') : '';
}

function bodyOf(url: URL): string {
  if (!url.pathname.endsWith('/images')) return image;
  const page = Number(/^page-(\d+)-/.exec(url.searchParams.get('pageToken') ?? '')?.[1] ?? 0);
  return `${pages[page % distinctPages]},"nextPageToken":"${tokenOf(page + 1)}"}`;
}

const server = createServer((request, response) => {
  void (async () => {
    const url = new URL(request.url ?? '', 'http://127.0.0.1');
    const body = bodyOf(url);
    if (pageMs > 0) await sleep(pageMs);
    response.writeHead(200, {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'x-request-id': '6f3a1c52-7d0e-4e6b-9c1f-0b8a54d2e7aa',
    });
    response.end(body);
  })();
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object') console.log(address?.port);
});
