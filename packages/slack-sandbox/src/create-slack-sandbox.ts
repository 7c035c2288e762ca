import { createSandboxUser } from './create-sandbox-user.ts';
import { createDispatch } from './delivery/dispatch.ts';
import { createEvents } from './delivery/events.ts';
import { createHttpTransport } from './delivery/http.ts';
import { createSocketMode } from './delivery/socket-mode.ts';
import type { Transport } from './delivery/transport.ts';
import { decideSettings, newSecret } from './sandbox-options.ts';
import { SandboxUsageError } from './sandbox-usage-error.ts';
import { openSlackServer } from './server/open-slack-server.ts';
import type { SlackSandboxOptions } from './slack-sandbox-options.ts';
import type { SlackSandbox } from './slack-sandbox.ts';
import type { ApiCall } from './web-api/api-call.ts';
import { createFaults } from './web-api/faults.ts';
import { createTokens } from './web-api/tokens.ts';
import { createRecentList } from './workspace/recent.ts';
import { createWorkspace } from './workspace/workspace.ts';

/** Opens a workspace. Rejects where the port is taken. */
export async function createSlackSandbox(options: SlackSandboxOptions = {}): Promise<SlackSandbox> {
  const settings = decideSettings(options);
  const { clock, team, app, users, signingSecret, botToken, appToken, historyLimit } = settings;
  const workspace = createWorkspace({ ...settings, newSecret });
  const { changes, directory } = workspace;
  const changed = (): void => changes.notify();
  const faults = createFaults();
  const tokens = createTokens({
    bot: { value: botToken, scopes: settings.scopes },
    app: { value: appToken, scopes: settings.appTokenScopes },
  });
  const requests = createRecentList<ApiCall>(historyLimit);
  const socketMode = createSocketMode({ clock, appId: app.id, newId: workspace.newId, newSecret, changed });
  let transport: Transport = socketMode;
  const dispatch = createDispatch({ clock, transport: () => transport, historyLimit, changed });
  const events = createEvents({
    workspace,
    dispatch,
    subscriptions: settings.eventSubscriptions,
    isSocketMode: () => transport === socketMode,
  });
  const server = await openSlackServer({ settings, workspace, socketMode, tokens, faults, requests });

  const deps = {
    workspace,
    events,
    transport: () => dispatch,
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
    get userGroups() {
      return directory.userGroups;
    },
    get channels() {
      return directory.channels;
    },
    requests: requests.items,
    deliveries: dispatch.records,
    get socketConnections() {
      return socketMode.connections;
    },
    connectHttp(requestUrl) {
      transport = createHttpTransport({ requestUrl, signingSecret, clock });
    },
    useSocketMode() {
      transport = socketMode;
    },
    refreshSocketConnections: () => socketMode.disconnect('refresh_requested'),
    warnSocketConnections: () => socketMode.disconnect('warning'),
    disableSocketMode: () => socketMode.disconnect('link_disabled'),
    enableSocketMode: () => socketMode.enable(),
    cutSocketConnections: () => socketMode.cut(),
    user(userId) {
      const profile = directory.user(userId);
      if (!profile) throw new SandboxUsageError(`There is no user ${userId}.`);
      return createSandboxUser(deps, profile, settings.slashCommands);
    },
    onChange: (listener) => changes.onChange(listener),
    until: (read, waiting) => changes.until(read, waiting),
    messages(channelId, viewerId) {
      const isMember = directory.channel(channelId)?.memberIds.includes(viewerId) === true;
      return isMember ? workspace.messages.visibleTo(channelId, viewerId) : [];
    },
    async redeliver() {
      const { latest } = dispatch;
      if (!latest) throw new SandboxUsageError('There is no interaction that could be delivered once more.');
      return (await dispatch.deliver(latest)).ok;
    },
    sendEvent: async (event) => (await events.send(event))?.ok === true,
    sendCommand: (fields) => dispatch.deliver({ kind: 'slash_commands', fields }),
    sendInteraction: (payload) =>
      dispatch.deliver({ kind: 'interactive', payload, acceptsAnswer: payload.type !== 'block_actions' }),
    changeChannel: (id, change) => directory.changeChannel(id, change),
    changeUserGroup: (id, change) => directory.changeUserGroup(id, change),
    setTokenState: (token, state) => tokens.setState(token, state),
    fail: (method, fault, times = 1) => faults.add(method, fault, times),
    async [Symbol.asyncDispose]() {
      events.close();
      changes.close();
      socketMode.close();
      await server.close();
    },
  };
}
