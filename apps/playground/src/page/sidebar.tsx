import type { ReactElement } from 'react';

import type { Snapshot } from '../protocol.ts';
import { channelLabel } from './channel-label.ts';
import { homePlace, type Place } from './use-place.ts';

/** What {@link Sidebar} shows. */
export interface SidebarProps {
  readonly snapshot: Snapshot;
  /** The conversation that is open, or `homePlace`. */
  readonly channelId: string | undefined;
  readonly move: (change: Partial<Place>) => void;
}

/** The column at the side: the workspace, its channels, and who one is. */
export function Sidebar({ snapshot, channelId, move }: SidebarProps): ReactElement {
  return (
    <aside className="sidebar">
      <p className="sidebar__team">{snapshot.teamName}</p>
      <nav aria-label="Channels">
        <h2 className="sidebar__heading">Channels</h2>
        <ul className="sidebar__channels">
          {snapshot.channels.map((channel) => (
            <li key={channel.id}>
              <button
                type="button"
                aria-current={channel.id === channelId ? 'page' : undefined}
                onClick={() => move({ channel: channel.id })}
              >
                <span aria-hidden="true">{channelLabel(channel, snapshot.appName).sign}</span>{' '}
                {channelLabel(channel, snapshot.appName).name}
              </button>
            </li>
          ))}
        </ul>
      </nav>
      {snapshot.hasHomeTab && (
        <nav aria-label="Apps">
          <h2 className="sidebar__heading">Apps</h2>
          <ul className="sidebar__channels">
            <li>
              <button
                type="button"
                aria-current={channelId === homePlace ? 'page' : undefined}
                onClick={() => move({ channel: homePlace })}
              >
                <span aria-hidden="true">⌂</span> {snapshot.appName}
              </button>
            </li>
          </ul>
        </nav>
      )}
      <label className="sidebar__viewer">
        <span>You are</span>
        <select
          value={snapshot.viewerId}
          onChange={(event) => move({ user: event.target.value, channel: channelId })}
        >
          {snapshot.users.map((user) => (
            <option key={user.id} value={user.id}>
              {user.realName}
            </option>
          ))}
        </select>
        <small>Open another tab to be somebody else there.</small>
      </label>
    </aside>
  );
}
