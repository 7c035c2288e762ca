import type { Channel } from '@registry-images/slack-sandbox';
import { useLayoutEffect, useRef, type ReactElement } from 'react';

import type { Snapshot } from '../protocol.ts';
import { channelLabel } from './channel-label.ts';
import { MessageRow } from './message-row.tsx';
import type { Outcome, PlaygroundClient } from './playground-client.ts';

/** What {@link MessageList} shows. */
export interface MessageListProps {
  readonly snapshot: Snapshot;
  readonly channel: Channel;
  readonly client: PlaygroundClient;
  readonly report: (outcome: Outcome) => void;
}

/** The messages of a conversation. New ones are scrolled into view and read out. */
export function MessageList({ snapshot, channel, client, report }: MessageListProps): ReactElement {
  const list = useRef<HTMLDivElement>(null);
  const messages = snapshot.messages[channel.id] ?? [];
  const newest = messages.at(-1)?.ts;

  useLayoutEffect(() => {
    list.current?.scrollTo({ top: list.current.scrollHeight });
  }, [newest]);

  return (
    <div
      ref={list}
      className="messages"
      role="log"
      aria-label={`Messages in ${channelLabel(channel, snapshot.appName).name}`}
      tabIndex={0}
    >
      {messages.length === 0 && <EmptyChannel snapshot={snapshot} channel={channel} />}
      {messages.map((message) => (
        <MessageRow
          key={message.ts}
          message={message}
          name={nameOf(message, snapshot)}
          client={client}
          report={report}
        />
      ))}
    </div>
  );
}

function EmptyChannel({ snapshot, channel }: Pick<MessageListProps, 'snapshot' | 'channel'>): ReactElement {
  const { sign, name } = channelLabel(channel, snapshot.appName);
  return (
    <div className="messages__empty">
      <p className="messages__empty-title">
        {sign} {name}
      </p>
      <p>This is the very beginning of the conversation.</p>
      {snapshot.commands.map(({ command, usages }) => (
        <p key={command}>
          Type <kbd>{usages[0] === undefined ? command : `${command} ${usages[0]}`}</kbd> to begin.
        </p>
      ))}
    </div>
  );
}

function nameOf({ from, userId }: { from: string; userId: string }, snapshot: Snapshot): string {
  if (from === 'app') {
    return snapshot.appName;
  }
  if (from === 'slackbot') {
    return 'Slackbot';
  }
  return snapshot.users.find(({ id }) => id === userId)?.realName ?? userId;
}
