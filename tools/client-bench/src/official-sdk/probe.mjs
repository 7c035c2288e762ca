/**
 * Shows what the official SDK does about tokens and about a poll that fails, and prints it as JSON. In a process of its
 * own, because the SDK leaves timers and an unhandled rejection behind. In JavaScript, because there are no types of what
 * is not installed.
 *
 *     node probe.mjs <folder where the SDK is installed>
 */
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';

const load = createRequire(`${process.argv[2]}/`);
const { waitForOperation } = load('@yandex-cloud/nodejs-sdk');
const { MetadataTokenService } = load('@yandex-cloud/nodejs-sdk/dist/token-service/metadata-token-service');

const calls = 1000;
const tokenLifeMs = 1000;

/** How many requests for a token so many calls make together, without a token at first, and with an expired one then. */
async function countTokenRequests() {
  let requests = 0;
  const server = createServer((_request, response) => {
    requests += 1;
    const token = { access_token: `t1.${requests}`, expires_in: tokenLifeMs / 1000, token_type: 'Bearer' };
    response.setHeader('content-type', 'application/json').end(JSON.stringify(token));
  });
  await new Promise((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const service = new MetadataTokenService(`http://127.0.0.1:${server.address().port}/`);
  const getTokens = () => Promise.all(Array.from({ length: calls }, () => service.getToken()));
  await getTokens();
  const atFirst = requests;
  await sleep(tokenLifeMs + 500);
  const tokens = await getTokens();
  server.close();
  const expired = tokens.filter((token) => Number(token.slice('t1.'.length)) <= atFirst).length;
  return { atFirst, afterExpiry: requests - atFirst, expired };
}

/** What becomes of a wait of which the second poll fails. */
async function waitOnFailingPoll() {
  const unhandled = [];
  process.on('unhandledRejection', (reason) => unhandled.push(String(reason)));
  let polls = 0;
  const get = async () => {
    polls += 1;
    if (polls === 2) throw new Error('UNAVAILABLE');
    return { done: false };
  };
  const timeoutMs = 100;
  const session = { pollInterval: 10, client: () => ({ get }) };
  let outcome = 'never settles';
  const settled = (result) => () => {
    outcome = result;
  };
  waitForOperation({ id: 'operation' }, session, timeoutMs).then(settled('resolves'), settled('rejects'));
  await sleep(20 * timeoutMs);
  return `${outcome}; ${unhandled.length} unhandled rejection`;
}

console.log(JSON.stringify({ tokens: await countTokenRequests(), wait: await waitOnFailingPoll() }));
process.exit();
