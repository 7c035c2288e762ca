import type { Channel } from '@registry-images/slack-sandbox';
import { useCallback, useMemo, useState, type ReactElement } from 'react';

import type { Snapshot } from '../protocol.ts';
import { PeopleAndChannels } from './block-kit/directory.ts';
import { channelLabel } from './channel-label.ts';
import { Composer } from './composer.tsx';
import { HomeTab } from './home-tab.tsx';
import { MessageList } from './message-list.tsx';
import { ModalStack } from './modal-stack.tsx';
import { createPlaygroundClient, type Outcome } from './playground-client.ts';
import { Sidebar } from './sidebar.tsx';
import { homePlace, usePlace, type Place } from './use-place.ts';
import { useSnapshot } from './use-snapshot.ts';

/** The page: one user's screen of the workspace. */
export function App(): ReactElement {
  const [place, move] = usePlace();
  const forgetUser = useCallback(() => move({ user: undefined }), [move]);
  const { snapshot, isConnected } = useSnapshot(place.user, forgetUser);

  if (!snapshot) {
    return (
      <p className="starting" role="status">
        Connecting to the playground…
      </p>
    );
  }
  return (
    <Workspace
      key={snapshot.viewerId}
      snapshot={snapshot}
      isConnected={isConnected}
      place={place}
      move={move}
    />
  );
}

interface WorkspaceProps {
  readonly snapshot: Snapshot;
  readonly isConnected: boolean;
  readonly place: Place;
  readonly move: (change: Partial<Place>) => void;
}

function Workspace({ snapshot, isConnected, place, move }: WorkspaceProps): ReactElement {
  const client = useMemo(() => createPlaygroundClient(snapshot.viewerId), [snapshot.viewerId]);
  const [notice, setNotice] = useState<string>();
  const isHome = snapshot.hasHomeTab && place.channel === homePlace;
  const channel = snapshot.channels.find(({ id }) => id === place.channel) ?? snapshot.channels[0];

  const report = useCallback((outcome: Outcome) => {
    setNotice(outcome.ok || outcome.isShownInChannel ? undefined : outcome.userText);
  }, []);

  return (
    <PeopleAndChannels value={snapshot}>
      <div className="workspace">
        <Sidebar snapshot={snapshot} channelId={isHome ? homePlace : channel?.id} move={move} />
        {channel === undefined && !isHome ? (
          <p className="starting">This user is in no channel.</p>
        ) : (
          <main className="conversation" aria-labelledby="channel-name">
            <header className="conversation__header">
              <h1 id="channel-name">{isHome ? snapshot.appName : titleOf(channel, snapshot.appName)}</h1>
            </header>
            {!isConnected && (
              <p className="banner" role="alert">
                The connection to the playground is lost. Is it still running? Trying again…
              </p>
            )}
            {isHome && (
              <HomeTab home={snapshot.home} appName={snapshot.appName} client={client} report={report} />
            )}
            {!isHome && channel && (
              <MessageList
                key={channel.id}
                snapshot={snapshot}
                channel={channel}
                client={client}
                report={report}
              />
            )}
            {notice !== undefined && (
              <p className="notice" role="alert">
                <span>{notice}</span>
                <button type="button" aria-label="Dismiss" onClick={() => setNotice(undefined)}>
                  ✕
                </button>
              </p>
            )}
            {!isHome && channel && (
              <Composer
                channel={channel}
                label={channelLabel(channel, snapshot.appName)}
                commands={snapshot.commands}
                client={client}
                report={report}
              />
            )}
          </main>
        )}
        <ModalStack views={snapshot.views} appName={snapshot.appName} client={client} />
      </div>
    </PeopleAndChannels>
  );
}

function titleOf(channel: Channel | undefined, appName: string): string {
  if (!channel) {
    return '';
  }
  const { sign, name } = channelLabel(channel, appName);
  return `${sign} ${name}`;
}
