import { createSandboxUser } from './create-sandbox-user.ts';
import { createHttpTransport } from './delivery/http.ts';
import { createSocketMode } from './delivery/socket-mode.ts';
import type { Acknowledgement, Interaction, Transport } from './delivery/transport.ts';
import { decideSettings, newSecret } from './sandbox-options.ts';
import { SandboxUsageError } from './sandbox-usage-error.ts';
import { answerApiCall } from './server/answer-api-call.ts';
import { answerResponseUrl } from './server/answer-response-url.ts';
import { openServer } from './server/open-server.ts';
import type { SlackSandbox, SlackSandboxOptions } from './slack-sandbox.ts';
import type { ApiCall } from './web-api/api-call.ts';
import { createFaults } from './web-api/faults.ts';
import { createWorkspace } from './workspace/workspace.ts';

/** Opens a workspace. Rejects where the port is taken. */
export async function createSlackSandbox(options: SlackSandboxOptions = {}): Promise<SlackSandbox> {
  const settings = decideSettings(options);
  const { clock, team, app, users, channels, signingSecret, botToken, appToken, scopes } = settings;
  const workspace = createWorkspace({ clock, team, app, users, channels, newSecret });
  const { changes } = workspace;
  const faults = createFaults();
  const requests: ApiCall[] = [];
  const socketMode = createSocketMode({
    clock,
    appId: app.id,
    newId: workspace.newId,
    newSecret,
    changed: () => changes.notify(),
  });
  let transport: Transport = socketMode;
  let latest: Interaction | undefined;

  function log(call: ApiCall): (response: NonNullable<ApiCall['response']>) => void {
    const index = requests.push(call) - 1;
    changes.notify();
    return (response) => {
      requests[index] = { ...call, response };
      changes.notify();
    };
  }

  const server = await openServer(settings, {
    api: (method, request, response, query) =>
      answerApiCall(
        method,
        request,
        response,
        {
          tokens: { botToken, appToken },
          faults,
          context: { workspace, socketMode, socketUrl: `ws://${server.authority}/socket`, scopes },
          log,
        },
        query,
      ),
    responseUrl: (segment, request, response) => answerResponseUrl(segment, request, response, workspace),
    upgrade: (ticket, request, socket, head) => socketMode.upgrade(ticket, request, socket, head),
  });

  function deliver(interaction: Interaction): Promise<Acknowledgement> {
    latest = interaction;
    return transport.deliver(interaction);
  }

  const deps = {
    workspace,
    transport: () => ({ deliver }),
    responseUrl: (segment: string) => `http://${server.authority}/response/${segment}`,
  };

  return {
    apiUrl: `http://${server.authority}/api/`,
    signingSecret,
    botToken,
    appToken,
    team,
    app,
    users,
    get channels() {
      return workspace.directory.channels;
    },
    requests,
    get socketConnections() {
      return socketMode.connections;
    },
    connectHttp(requestUrl) {
      transport = createHttpTransport({ requestUrl, signingSecret, clock });
    },
    useSocketMode() {
      transport = socketMode;
    },
    refreshSocketConnections: () => socketMode.refresh(),
    user(userId) {
      const profile = workspace.directory.user(userId);
      if (!profile) throw new SandboxUsageError(`There is no user ${userId}.`);
      return createSandboxUser(deps, profile, settings.slashCommands);
    },
    onChange: (listener) => changes.onChange(listener),
    until: (read, waiting) => changes.until(read, waiting),
    messages(channelId, viewerId) {
      const isMember = workspace.directory.channel(channelId)?.memberIds.includes(viewerId) === true;
      return isMember ? workspace.messages.visibleTo(channelId, viewerId) : [];
    },
    async redeliver() {
      if (!latest) throw new SandboxUsageError('There is no interaction that could be delivered once more.');
      return (await transport.deliver(latest)).ok;
    },
    fail: (method, fault, times = 1) => faults.add(method, fault, times),
    async [Symbol.asyncDispose]() {
      changes.close();
      socketMode.close();
      await server.close();
    },
  };
}
