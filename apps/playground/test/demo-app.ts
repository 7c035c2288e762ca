import type { SlackSandbox } from '@registry-images/slack-sandbox';

import { listen, type Listening } from '../src/server/listen.ts';
import { demoCover, demoForm, demoHome, demoMessage, demoSuggestions, unusualMessage } from './demo-views.ts';

/** What the app is told: the fields of a command's form, or the payload of an interaction. */
interface Interaction {
  readonly type?: string;
  readonly value?: string;
  readonly text?: string;
  readonly user?: { readonly id: string };
  readonly trigger_id?: string;
  readonly response_url?: string;
  readonly actions?: readonly {
    readonly action_id: string;
    readonly selected_option?: { readonly value: string };
  }[];
  readonly view?: {
    readonly private_metadata: string;
    readonly state: {
      readonly values: Record<string, Record<string, { readonly value?: string | null }> | undefined>;
    };
  };
}

/**
 * A small Slack app on a port of its own, connected to the sandbox by HTTP. `/demo` answers with a message with buttons and
 * menus, one of which opens a form; `/demo unusual` with rare blocks; `/demo many` with many lines; `/demo aloud` in public.
 * Its Home tab has a menu that it fills itself.
 */
export async function startDemoApp(sandbox: SlackSandbox): Promise<Listening> {
  const app = await listen((request) => answer(request, sandbox), { port: 0, orNext: false });
  sandbox.connectHttp(`${app.url}/slack/events`);
  return app;
}

/** Acknowledges at once, as an app must, and does the work afterwards. */
async function answer(request: Request, sandbox: SlackSandbox): Promise<Response> {
  const body = await request.text();
  if (request.headers.get('content-type') === 'application/json') {
    const { event }: { event: { user: string } } = JSON.parse(body);
    void post(sandbox, `${sandbox.apiUrl}views.publish`, { user_id: event.user, view: demoHome('tea') });
    return new Response(null, { status: 200 });
  }
  const form = new URLSearchParams(body);
  const payload = form.get('payload');
  const interaction: Interaction = payload === null ? Object.fromEntries(form) : JSON.parse(payload);
  if (interaction.view && nameIn(interaction.view) === 'taken') {
    return Response.json({ response_action: 'errors', errors: { name: 'This name is taken.' } });
  }
  if (interaction.type === 'block_suggestion') {
    return Response.json({ options: demoSuggestions(interaction.value ?? '') });
  }
  void act(interaction, sandbox);
  return new Response(null, { status: 200 });
}

async function act(interaction: Interaction, sandbox: SlackSandbox): Promise<void> {
  const { view, actions, text, trigger_id: triggerId, response_url: responseUrl = '' } = interaction;
  const [action] = actions ?? [];
  if (action?.action_id === 'favourite') {
    const favourite = action.selected_option?.value ?? 'nothing';
    await post(sandbox, `${sandbox.apiUrl}views.publish`, {
      user_id: interaction.user?.id,
      view: demoHome(favourite),
    });
  } else if (interaction.type === 'view_submission' && view) {
    await post(sandbox, view.private_metadata, { text: `Welcome, *${nameIn(view)}*.` });
  } else if (action?.action_id === 'open-form') {
    await post(sandbox, `${sandbox.apiUrl}views.open`, {
      trigger_id: triggerId,
      view: demoForm(responseUrl),
    });
  } else if (action?.action_id === 'cover') {
    await post(sandbox, `${sandbox.apiUrl}views.push`, { trigger_id: triggerId, view: demoCover() });
  } else if (action?.action_id === 'inspect') {
    await post(sandbox, responseUrl, { replace_original: true, text: 'One image' });
  } else if (action) {
    const value = action.selected_option?.value ?? 'pressed';
    await post(sandbox, responseUrl, { replace_original: false, text: `${action.action_id}: ${value}` });
  } else if (text === 'unusual') {
    await post(sandbox, responseUrl, unusualMessage());
  } else if (text === 'many') {
    const lines = Array.from({ length: 80 }, (_, index) => `Line ${index + 1}`);
    await post(sandbox, responseUrl, { text: lines.join('\n') });
  } else if (text === 'aloud') {
    await post(sandbox, responseUrl, { response_type: 'in_channel', text: 'Hello, everybody.' });
  } else {
    await post(sandbox, responseUrl, demoMessage());
  }
}

function nameIn(view: NonNullable<Interaction['view']>): string {
  return view.state.values['name']?.['name']?.value ?? '';
}

async function post(sandbox: SlackSandbox, url: string, body: object): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json; charset=utf-8',
      authorization: `Bearer ${sandbox.botToken}`,
    },
    body: JSON.stringify(body),
  });
  const answered = await response.text();
  if (!response.ok || answered.includes('"ok":false')) {
    throw new Error(`${url} refused what the demo app sent: ${answered}`);
  }
}
