import type { ModalView, StateValues } from './modal-view.ts';

/** How many modals one user can have open, one on top of the other: https://docs.slack.dev/surfaces/modals */
export const maxStackedViews = 3;

/** The modals of all users. */
export interface Views {
  /** A user's modals, the one on top last. */
  stack(userId: string): readonly ModalView[];
  /** An open modal. */
  find(id: string): ModalView | undefined;
  /** An open modal, by the app's own id. */
  findExternal(externalId: string): ModalView | undefined;
  /** Puts a first modal on the user's screen, in the place of those that were there. */
  open(view: ModalView): void;
  /** Puts a modal on top of the user's stack. */
  push(view: ModalView): void;
  /** Puts a view in the place of the one with the same id. */
  replace(view: ModalView): void;
  /** Closes a modal and those on top of it. Answers what was closed, the one on top first. */
  close(view: ModalView): readonly ModalView[];
}

/** Keeps modals in memory. `changed` is called after every change. */
export function createViews(changed: () => void): Views {
  const stacks = new Map<string, readonly ModalView[]>();

  function set(userId: string, views: readonly ModalView[]): void {
    stacks.set(userId, views);
    changed();
  }

  function all(): readonly ModalView[] {
    return [...stacks.values()].flat();
  }

  function stack(userId: string): readonly ModalView[] {
    return stacks.get(userId) ?? [];
  }

  return {
    stack,
    find: (id) => all().find((view) => view.id === id),
    // Views without an external id hold an empty one.
    findExternal: (externalId) =>
      externalId === '' ? undefined : all().find((view) => view.externalId === externalId),
    open: (view) => set(view.userId, [view]),
    push: (view) => set(view.userId, [...stack(view.userId), view]),
    replace(view) {
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
