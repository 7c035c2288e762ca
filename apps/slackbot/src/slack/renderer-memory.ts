import { DatabaseError } from '../state/database-error.ts';
import type { ListRenderer, Settings } from '../state/settings.ts';
import { whenFree } from '../state/when-free.ts';
import { isSlackProblem } from './slack-call-error.ts';

/** Makes the same content out of the blocks that a workspace takes. */
export type Render<Content> = (renderer: ListRenderer) => Content;

/** Sends content in the blocks that a workspace takes. */
export interface RendererMemory {
  /**
   * Sends what `render` makes. Where Slack refuses the newest blocks, it is sent once more without them, and the workspace is
   * remembered if Slack takes that.
   *
   * @throws whatever `send` throws.
   */
  send<Content, Result>(
    teamId: string,
    render: Render<Content>,
    send: (content: Content) => Promise<Result>,
  ): Promise<Result>;
}

/** Makes a {@link RendererMemory}. */
export function createRendererMemory(settings: Settings): RendererMemory {
  return {
    async send(teamId, render, send) {
      const { listRenderer } = settings.of(teamId);
      try {
        return await send(render(listRenderer));
      } catch (error) {
        if (listRenderer === 'sections' || !isSlackProblem(error, 'blocks-refused')) throw error;
      }
      const result = await send(render('sections'));
      // Not before: blocks can be refused for a mistake in them, which other blocks may have too.
      try {
        await whenFree(() => settings.set(teamId, { listRenderer: 'sections' }));
      } catch (error) {
        // Slack has taken it, and whoever believed otherwise would send it again. The next refusal says the same.
        if (!(error instanceof DatabaseError)) throw error;
      }
      return result;
    },
  };
}
