import { newestBlocks, type SlackSandbox } from '@registry-images/slack-sandbox';
import { describe, expect, it } from 'vitest';

import { systemClock } from '../../src/clock.ts';
import { createRespond } from '../../src/slack/respond.ts';
import { withTimeout } from '../../src/slack/slack-fetch.ts';
import { ada, channel, openSlackWorld, plain } from './slack-world.ts';

/** The `response_url` of a command that somebody has typed. */
async function typeCommand(sandbox: SlackSandbox): Promise<string> {
  await sandbox.user(ada).runCommand({ channel, command: '/images', text: '' });
  return String(sandbox.deliveries.at(-1)?.payload['response_url']);
}

const respond = createRespond(fetch);

describe('createRespond', () => {
  it('shows an answer to the user, and on demand to everybody, where the bot is not a member', async () => {
    const channels = [{ id: channel, name: 'general', memberIds: [ada, 'U0GRACE'] }];
    const { sandbox } = await openSlackWorld({ channels });
    const url = await typeCommand(sandbox);
    await respond(url, plain('for me'), 'new');
    await respond(url, plain('for all'), 'channel');
    const seen = (userId: string) =>
      sandbox.messages(channel, userId).flatMap(({ from, text }) => (from === 'app' ? [text] : []));
    expect(seen(ada)).toEqual(['for me', 'for all']);
    expect(seen('U0GRACE')).toEqual(['for all']);
  });

  it('says when the address was used up, and when it is too old', async () => {
    const { sandbox, time } = await openSlackWorld();
    const url = await typeCommand(sandbox);
    for (const text of ['1', '2', '3', '4', '5']) await respond(url, plain(text), 'new');
    await expect(respond(url, plain('6'), 'new')).rejects.toMatchObject({ problem: 'trigger-expired' });
    const other = await typeCommand(sandbox);
    time.advance(31 * 60_000);
    await expect(respond(other, plain('1'), 'new')).rejects.toMatchObject({ problem: 'trigger-expired' });
  });

  it('says when the workspace refuses the newest blocks', async () => {
    const { sandbox } = await openSlackWorld({ refusedBlocks: newestBlocks });
    const rows = [[{ type: 'raw_text' as const, text: 'a' }], [{ type: 'raw_text' as const, text: 'b' }]];
    const table = { text: 'a', blocks: [{ type: 'data_table' as const, caption: 'c', rows }] };
    await expect(respond(await typeCommand(sandbox), table, 'new')).rejects.toMatchObject({
      problem: 'blocks-refused',
      reason: 'invalid_blocks',
    });
  });

  it.each([
    [{ kind: 'status', status: 500 } as const, 'unreachable'],
    [{ kind: 'cut' } as const, 'unreachable'],
    [{ kind: 'rate_limited', retryAfterSeconds: 5 } as const, 'rate-limited'],
  ])('sends once, and says what came of it: %j', async (fault, problem) => {
    const { sandbox } = await openSlackWorld();
    const url = await typeCommand(sandbox);
    sandbox.fail('response_url', fault);
    const sent = respond(url, plain('a'), 'new');
    await expect(sent).rejects.toMatchObject({ method: 'response_url', problem });
    await expect(sent).rejects.not.toThrow(url);
  });

  it('takes no answer for a success that says that it is none', async () => {
    const answer = Response.json({ ok: false, error: 'used_url' });
    const sent = createRespond(() => Promise.resolve(answer))('https://hooks.slack.com/a', plain('a'), 'new');
    await expect(sent).rejects.toMatchObject({ problem: 'trigger-expired', reason: 'used_url' });
  });

  it('does not wait for ever', async () => {
    const { sandbox } = await openSlackWorld();
    const url = await typeCommand(sandbox);
    sandbox.fail('response_url', { kind: 'hang' });
    const hasty = createRespond(withTimeout(fetch, systemClock, 50));
    await expect(hasty(url, plain('a'), 'new')).rejects.toMatchObject({ problem: 'unreachable' });
  });
});
