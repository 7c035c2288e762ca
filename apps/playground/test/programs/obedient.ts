/** Becomes ready at once and ends when it is asked to, or when its parent is gone. */
import { createServer } from 'node:http';

const server = createServer((_, response) => response.end('ok'));
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  console.log(JSON.stringify({ msg: 'ready', url: `http://127.0.0.1:${port}` }));
});
for (const signal of ['SIGTERM', 'disconnect']) {
  process.once(signal, () => process.exit(0));
}
