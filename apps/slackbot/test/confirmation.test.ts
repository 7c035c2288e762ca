import { describe, expect, it } from 'vitest';

import { imageFingerprint } from '../src/features/image-fingerprint.ts';
import { encodeMetadata } from '../src/listeners/dialog-metadata.ts';
import { newImage } from './registry/push-images.ts';
import { interaction, team } from './sent-by-slack.ts';
import { ada, channel, grace, modes, startBot, type BotAtWork } from './start-bot.ts';

/** Asks ada, in the channel of the tests, whether `a:v1` should go. */
async function issueConfirmation({ state, registry }: BotAtWork): Promise<string> {
  const asked = await registry.image('a:v1');
  state.confirmations.issue({
    id: 'confirmation',
    teamId: team,
    userId: ada,
    channelId: channel,
    images: [{ imageId: asked.id, fingerprint: imageFingerprint(asked) }],
    expiresAtMs: Date.now() + 60_000,
  });
  return 'confirmation';
}

function deleteView(metadata: Parameters<typeof encodeMetadata>[0]): object {
  const private_metadata = encodeMetadata(metadata);
  return { id: 'V1', callback_id: 'images.delete.confirm', private_metadata, type: 'modal' };
}

describe.each(modes)('a confirmation over %s', (mode) => {
  it.each([
    ['another user', { user: { id: grace, team_id: team } }],
    ['another channel', {}],
  ])('does not delete for %s than it has asked', async (what, fields) => {
    const bot = await startBot(mode, [newImage('a', ['v1'])]);
    const confirmationId = await issueConfirmation(bot);
    const channelId = what === 'another channel' ? 'C0OTHER' : channel;
    const view = deleteView({ confirmationId, channelId, isPrivate: false });
    await bot.sandbox.sendInteraction(interaction({ type: 'view_submission', view, ...fields }));
    const line = (await bot.finalLog()).find(({ msg }) => msg === 'answered');
    expect(line).toMatchObject({ outcome: 'unknown' });
    expect(bot.registry.calls).toEqual([]);
  });

  it('does not delete for a stranger, whatever workspace the delivery names', async () => {
    const bot = await startBot(mode, [newImage('a', ['v1'])]);
    const view = deleteView({
      confirmationId: await issueConfirmation(bot),
      channelId: channel,
      isPrivate: false,
    });
    const fields = { type: 'view_submission', view, team: { id: 'T2' }, user: { id: ada, team_id: 'T2' } };
    await bot.sandbox.sendInteraction(interaction(fields));
    const line = (await bot.finalLog()).find(({ msg }) => msg === 'answered');
    expect(line).toMatchObject({ outcome: 'forbidden' });
    expect(bot.orders()).toBe(0);
  });

  it('deletes once where a confirmation is delivered twice, at once or later', async () => {
    const bot = await startBot(mode, [newImage('a', ['v1'])]);
    const release = await bot.registry.hold('a');
    const confirmationId = await issueConfirmation(bot);
    const view = deleteView({ confirmationId, channelId: channel, isPrivate: false });
    const submission = interaction({ type: 'view_submission', view });
    for (const laterMs of [0, 1000]) {
      // Over HTTP, the same request of the same second would be taken for a replay.
      bot.skip(laterMs);
      expect(await bot.sandbox.sendInteraction(submission)).toMatchObject({ ok: true });
    }
    await release();
    await bot.bot.stop(new AbortController().signal);
    expect(bot.orders()).toBe(1);
    expect(bot.log.join('\n')).toContain('"outcome":"repeated"');
  });
});
