import type { HomeView, ModalView, StateValues, View } from './view.ts';

/** How many modals one user can have open, one on top of the other: https://docs.slack.dev/surfaces/modals */
export const maxStackedViews = 3;

/** The modals and Home tabs of all users. */
export interface Views {
  /** A user's modals, the one on top last. */
  stack(userId: string): readonly ModalView[];
  /** An open modal. */
  find(id: string): ModalView | undefined;
  /** An open modal or a Home tab. */
  findShown(id: string): View | undefined;
  /** An open modal or a Home tab, by the app's own id. */
  findExternal(externalId: string): View | undefined;
  /** What a user's Home tab shows. Undefined where the app has published nothing yet. */
  home(userId: string): HomeView | undefined;
  /** Shows a Home tab to its user. */
  publish(view: HomeView): void;
  /** Puts a first modal on the user's screen, in the place of those that were there. */
  open(view: ModalView): void;
  /** Puts a modal on top of the user's stack. */
  push(view: ModalView): void;
  /** Puts a view in the place of the one with the same id. */
  replace(view: View): void;
  /** Closes a modal and those on top of it. Answers what was closed, the one on top first. */
  close(view: ModalView): readonly ModalView[];
}

/** Keeps views in memory. `changed` is called after every change. */
export function createViews(changed: () => void): Views {
  const stacks = new Map<string, readonly ModalView[]>();
  const homes = new Map<string, HomeView>();

  function set(userId: string, views: readonly ModalView[]): void {
    stacks.set(userId, views);
    changed();
  }

  function modals(): readonly ModalView[] {
    return [...stacks.values()].flat();
  }

  function shown(): readonly View[] {
    return [...modals(), ...homes.values()];
  }

  function publish(view: HomeView): void {
    homes.set(view.userId, view);
    changed();
  }

  function stack(userId: string): readonly ModalView[] {
    return stacks.get(userId) ?? [];
  }

  return {
    stack,
    find: (id) => modals().find((view) => view.id === id),
    findShown: (id) => shown().find((view) => view.id === id),
    // Views without an external id hold an empty one.
    findExternal: (externalId) =>
      externalId === '' ? undefined : shown().find((view) => view.externalId === externalId),
    home: (userId) => homes.get(userId),
    publish,
    open: (view) => set(view.userId, [view]),
    push: (view) => set(view.userId, [...stack(view.userId), view]),
    replace(view) {
      if (view.type === 'home') {
        publish(view);
        return;
      }
      set(
        view.userId,
        stack(view.userId).map((other) => (other.id === view.id ? view : other)),
      );
    },
    close(view) {
      const views = stack(view.userId);
      const index = views.findIndex((other) => other.id === view.id);
      if (index === -1) return [];
      set(view.userId, views.slice(0, index));
      return views.slice(index).toReversed();
    },
  };
}

/** The values of a view after an update: what the user entered stays where the input is still there under the same ids. */
export function keepEntered(before: StateValues, after: StateValues): StateValues {
  return Object.fromEntries(
    Object.entries(after).map(([blockId, inputs]) => [
      blockId,
      Object.fromEntries(
        Object.entries(inputs).map(([actionId, state]) => {
          const entered = before[blockId]?.[actionId];
          return [actionId, entered?.type === state.type ? entered : state];
        }),
      ),
    ]),
  );
}
