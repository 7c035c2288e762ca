/** Answers every request with the bytes of a file, from memory: what a server can do at best. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

import { listen } from '../../src/http/listen.ts';

const bytes = readFileSync(process.argv[2] ?? '');
const server = createServer((_request, response) => {
  response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': bytes.length });
  response.end(bytes);
});
const url = await listen(server, { host: '127.0.0.1', port: 0 });
process.stdout.write(`${JSON.stringify({ msg: 'ready', url })}\n`);
