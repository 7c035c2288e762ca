import type { Transport } from '../delivery/transport.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** What an interaction needs: the workspace, the way to the app, and where `response_url`s start. */
export interface InteractionDeps {
  readonly workspace: Workspace;
  readonly transport: () => Transport;
  readonly responseUrl: (segment: string) => string;
}
