import { describe, expect, it } from 'vitest';

import { validateBlocks } from '../block-kit/validate.ts';
import { createIds } from './ids.ts';
import { storeBlocks } from './stored-blocks.ts';

const plain = { type: 'plain_text', text: 'a' };
const button = { type: 'button', text: plain };
const raw = { type: 'raw_text', text: 'a' };

const blocks = [
  { type: 'divider', block_id: 'mine' },
  { type: 'actions', elements: [button, { ...button, action_id: 'mine' }] },
  { type: 'section', text: plain, accessory: { type: 'image', alt_text: 'a', slack_file: { id: 'F1' } } },
  { type: 'input', label: plain, element: { type: 'plain_text_input' } },
  { type: 'carousel', elements: [{ type: 'card', title: { type: 'mrkdwn', text: 'a' }, actions: [button] }] },
  { type: 'container', title: plain, child_blocks: [{ type: 'actions', elements: [button] }] },
  { type: 'plan', title: 'a', tasks: [{ type: 'task_card', task_id: 'a', title: 'a', status: 'pending' }] },
  {
    type: 'data_table',
    caption: 'a',
    rows: [[raw], [{ type: 'action_cell', element: button, fallback: raw }]],
  },
];

describe('storeBlocks', () => {
  const newId = createIds();
  const stored = storeBlocks(blocks, () => newId('b'));

  it('gives ids to blocks and elements that have none, wherever they are', () => {
    expect(stored).toMatchObject([
      { block_id: 'mine' },
      { elements: [{ action_id: expect.stringMatching(/^b/) }, { action_id: 'mine' }] },
      { block_id: expect.stringMatching(/^b/) },
      { element: { action_id: expect.stringMatching(/^b/) } },
      {
        elements: [
          { block_id: expect.stringMatching(/^b/), actions: [{ action_id: expect.stringMatching(/^b/) }] },
        ],
      },
      {
        child_blocks: [
          { block_id: expect.stringMatching(/^b/), elements: [{ action_id: expect.stringMatching(/^b/) }] },
        ],
      },
      { tasks: [{ block_id: expect.stringMatching(/^b/) }] },
      { rows: [[raw], [{ element: { action_id: expect.stringMatching(/^b/) } }]] },
    ]);
  });

  it('leaves pictures alone, and makes nothing that Slack would refuse', () => {
    expect(stored[2]?.['accessory']).toEqual(blocks[2]?.accessory);
    expect(validateBlocks(stored).problems).toEqual([]);
  });
});
