// An Image API with as many images as it is told. It answers at once: what is measured is what comes on top of it.
import { startLocalServer } from '../local-server.ts';
import { sampleImage } from '../sample-image.ts';

const count = Number(process.env['IMAGES']);
let latest = '';

const server = await startLocalServer((path) => {
  if (path === '/latest-list') return { path: latest };
  const url = new URL(path, 'http://images');
  const id = /^\/container-registry\/v1\/images\/image-(\d+)$/.exec(url.pathname)?.[1];
  if (id !== undefined) return sampleImage(Number(id));
  latest = path;
  const { searchParams: query } = url;
  const first = Number(query.get('pageToken') ?? 0);
  const end = Math.min(count, first + Number(query.get('pageSize') ?? 100));
  const images = Array.from({ length: Math.max(0, end - first) }, (_, index) => sampleImage(first + index));
  return { images, ...(end < count && { nextPageToken: String(end) }) };
});
process.stdout.write(`${JSON.stringify({ msg: 'ready', url: server.url })}\n`);
process.once('SIGTERM', () => process.exit());
