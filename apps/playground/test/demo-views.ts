import type { HomeView, KnownBlock, ModalView, PlainTextElement } from '@slack/types';

/** What the demo app sends to a `response_url`. */
export interface DemoMessage {
  readonly text: string;
  readonly blocks: readonly KnownBlock[];
}

function plain(text: string): PlainTextElement {
  return { type: 'plain_text', text };
}

function option(value: string): { text: PlainTextElement; value: string } {
  return { text: plain(value), value };
}

/** A message with what apps use most. */
export function demoMessage(): DemoMessage {
  return {
    text: 'Two images',
    blocks: [
      { type: 'header', text: plain('Two images') },
      {
        type: 'section',
        text: {
          type: 'mrkdwn',
          text: '*team/app* `v1.2`  `latest`\n12.4 MB, 3 days old &lt;script&gt;alert(1)&lt;/script&gt; <https://example.com|more>',
        },
        accessory: {
          type: 'button',
          action_id: 'inspect',
          text: plain('Inspect'),
          accessibility_label: 'Inspect team/app',
        },
      },
      { type: 'divider' },
      {
        type: 'section',
        fields: [
          { type: 'mrkdwn', text: '*Digest*\n`sha256:0123`' },
          { type: 'mrkdwn', text: '*Seen by*\n<@U0GRACE> in <#C0GENERAL>' },
        ],
        accessory: {
          type: 'overflow',
          action_id: 'more',
          options: [option('copy'), option('share')],
        },
      },
      {
        type: 'actions',
        block_id: 'buttons',
        elements: [
          { type: 'button', action_id: 'open-form', style: 'primary', text: plain('Open form…') },
          {
            type: 'button',
            action_id: 'remove',
            style: 'danger',
            text: plain('Remove'),
            confirm: {
              title: plain('Remove it?'),
              text: plain('It is gone then.'),
              confirm: plain('Remove'),
              deny: plain('Keep'),
              style: 'danger',
            },
          },
          {
            type: 'static_select',
            action_id: 'sort',
            placeholder: plain('Sort by'),
            options: [option('age'), option('size')],
          },
        ],
      },
      { type: 'context', elements: [{ type: 'mrkdwn', text: 'Page 1 of 1' }] },
    ],
  };
}

/** A message with blocks that are drawn by other means than the rest, or not at all. */
export function unusualMessage(): DemoMessage {
  const rows = Array.from({ length: 7 }, (_, row) => [
    { type: 'raw_text' as const, text: `tag-${row}` },
    { type: 'raw_text' as const, text: `${row} MB` },
  ]);
  return {
    text: 'Rare blocks',
    blocks: [
      {
        type: 'data_table',
        caption: 'Images',
        rows: [
          [
            { type: 'raw_text', text: 'Tag' },
            { type: 'raw_text', text: 'Size' },
          ],
          ...rows,
        ],
      },
      {
        type: 'card',
        title: { type: 'mrkdwn', text: 'team/app' },
        body: { type: 'mrkdwn', text: 'An image in a card' },
        actions: [{ type: 'button', action_id: 'inspect-card', text: plain('Inspect') }],
      },
      {
        type: 'rich_text',
        elements: [
          { type: 'rich_text_preformatted', elements: [{ type: 'text', text: '{ "os": "linux" }' }] },
        ],
      },
    ],
  };
}

/** A form; `responseUrl` is where its answer goes. */
export function demoForm(responseUrl: string): ModalView {
  return {
    type: 'modal',
    title: plain('Your name'),
    submit: plain('Save'),
    private_metadata: responseUrl,
    blocks: [
      {
        type: 'section',
        text: { type: 'mrkdwn', text: 'Tell us *who you are*.' },
        accessory: { type: 'button', action_id: 'cover', text: plain('Who else?') },
      },
      {
        type: 'input',
        block_id: 'name',
        label: plain('Name'),
        hint: plain('As on your badge'),
        element: { type: 'plain_text_input', action_id: 'name', placeholder: plain('Ada') },
      },
      {
        type: 'input',
        block_id: 'team',
        optional: true,
        label: plain('Teams'),
        element: { type: 'checkboxes', action_id: 'team', options: [option('web'), option('infra')] },
      },
    ],
  };
}

/** A modal to put over another one. */
export function demoCover(): ModalView {
  return {
    type: 'modal',
    title: plain('Who else?'),
    blocks: [{ type: 'section', text: plain('Nobody.') }],
  };
}

const favourites = ['team/app', 'team/web', 'base/node'];

/** The options that the Home tab's menu offers for what was typed. */
export function demoSuggestions(query: string): { text: PlainTextElement; value: string }[] {
  return favourites.filter((name) => name.includes(query)).map((name) => option(name));
}

/** The Home tab, which says what was picked last. */
export function demoHome(favourite: string): HomeView {
  return {
    type: 'home',
    blocks: [
      { type: 'header', text: plain(`Your favourite: ${favourite}`) },
      {
        type: 'actions',
        block_id: 'choice',
        elements: [
          {
            type: 'external_select',
            action_id: 'favourite',
            placeholder: plain('Pick a favourite'),
            min_query_length: 1,
          },
        ],
      },
    ],
  };
}
