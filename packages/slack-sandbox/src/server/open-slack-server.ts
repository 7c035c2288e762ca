import type { SocketMode } from '../delivery/socket-mode.ts';
import type { SandboxSettings } from '../sandbox-options.ts';
import type { ApiCall } from '../web-api/api-call.ts';
import type { Faults } from '../web-api/faults.ts';
import { createRateLimits } from '../web-api/rate-limits.ts';
import type { Tokens } from '../web-api/tokens.ts';
import type { RecentList } from '../workspace/recent.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { answerApiCall } from './answer-api-call.ts';
import { answerResponseUrl } from './answer-response-url.ts';
import { openServer, type OpenServer } from './open-server.ts';

/** What is behind the port. */
export interface SlackServerDeps {
  readonly settings: SandboxSettings;
  readonly workspace: Workspace;
  readonly socketMode: SocketMode;
  readonly tokens: Tokens;
  readonly faults: Faults;
  /** Where the calls of the Web API are kept. */
  readonly requests: RecentList<ApiCall>;
}

/** Opens the port for the Web API, the `response_url`s and Socket Mode. Rejects where it is taken. */
export async function openSlackServer({
  settings,
  workspace,
  socketMode,
  tokens,
  faults,
  requests,
}: SlackServerDeps): Promise<OpenServer> {
  const { changes, clock } = workspace;
  const rateLimits = settings.enforceRateLimits ? createRateLimits(clock) : undefined;
  const { scopes } = tokens.of('bot');

  function log(call: ApiCall): (response: NonNullable<ApiCall['response']>) => void {
    const replace = requests.add(call);
    changes.notify();
    return (response) => {
      replace({ ...call, response });
      changes.notify();
    };
  }

  const server: OpenServer = await openServer(settings, {
    api(method, request, response, query) {
      const context = { workspace, socketMode, socketUrl: `ws://${server.authority}/socket`, scopes };
      return answerApiCall(method, request, response, { tokens, faults, rateLimits, context, log }, query);
    },
    responseUrl: (segment, request, response) =>
      answerResponseUrl(segment, request, response, { workspace, faults }),
    upgrade: (ticket, request, socket, head) => socketMode.upgrade(ticket, request, socket, head),
  });
  return server;
}
