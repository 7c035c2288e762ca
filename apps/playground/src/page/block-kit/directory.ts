import { createContext, useContext } from 'react';

import type { Snapshot } from '../../protocol.ts';

/** The names behind the ids of people and channels, for mentions and for menus that offer them. */
export type Directory = Pick<Snapshot, 'users' | 'channels'>;

/** The directory that the blocks below use. */
export const PeopleAndChannels: React.Context<Directory> = createContext<Directory>({
  users: [],
  channels: [],
});

/** The people and channels of the workspace. */
export function useDirectory(): Directory {
  return useContext(PeopleAndChannels);
}
