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

function deleteView(metadata: Parameters<typeof encodeMetadata>[0], id = 'V1'): object {
  const private_metadata = encodeMetadata(metadata);
  return { id, callback_id: 'images.delete.confirm', private_metadata, type: 'modal' };
}

describe.each(modes)('a confirmation over %s', (mode) => {
  it.each([
    ['another user', grace, channel],
    ['another channel', ada, 'C0OTHER'],
  ])('deletes nothing for %s than it has asked, and says so', async (_what, userId, channelId) => {
    const bot = await startBot(mode, [newImage('a', ['v1'])]);
    const confirmationId = await issueConfirmation(bot);
    // What they were asked themselves is good; what they answer is not.
    const { id } = await bot.askToDelete('a:v1', userId);
    const seen = bot.registry.calls.length;
    const view = deleteView({ confirmationId, channelId, isPrivate: false }, id);
    const fields = { type: 'view_submission', view, user: { id: userId, team_id: team } };
    await bot.sandbox.sendInteraction(interaction(fields));
    const told = await bot.modal(/This question was not for you.*Nothing was deleted/, userId);
    expect(told.id).toBe(id);
    expect(told.submit).toBeUndefined();
    const line = (await bot.finalLog()).findLast(({ msg }) => msg === 'answered');
    expect(line).toMatchObject({ outcome: 'unknown' });
    expect(bot.registry.calls).toHaveLength(seen);
    expect(bot.orders()).toBe(0);
  });

  it('says in the dialog where the deletion stands when it is delivered again, and how it ends', async () => {
    const bot = await startBot(mode, [newImage('a', ['v1'])]);
    const { id, privateMetadata: private_metadata } = await bot.askToDelete('a:v1');
    const release = await bot.registry.hold('a');
    const view = { id, callback_id: 'images.delete.confirm', private_metadata, type: 'modal' };
    const submission = interaction({ type: 'view_submission', view });
    await bot.sandbox.sendInteraction(submission);
    await bot.modal(/The deletion has begun/);
    // Over HTTP, the same request of the same second would be taken for a replay.
    bot.skip(1000);
    await bot.sandbox.sendInteraction(submission);
    expect((await bot.modal(/Delet(ing|ion begins).*asked to delete/)).submit).toBeUndefined();
    await release();
    await bot.modal(/Deleted.*asked to delete/);
    expect(bot.orders()).toBe(1);
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
