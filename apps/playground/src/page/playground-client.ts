import type {
  Delivery,
  ElementTarget,
  InputValue,
  JsonObject,
  Suggestions,
} from '@registry-images/slack-sandbox';

/** What a user can do, each answered by what became of it. Nothing here rejects: a dead server is a failed delivery too. */
export interface PlaygroundClient {
  /** Types a slash command. */
  runCommand(input: {
    readonly channel: string;
    readonly command: string;
    readonly text: string;
  }): Promise<Outcome>;
  /** Presses a button. */
  press(target: ElementTarget): Promise<Outcome>;
  /** Picks in a menu or another element that is not a button. */
  choose(target: ElementTarget, value: InputValue): Promise<Outcome>;
  /** Types into a menu whose options come from the app. Answers the options; none where that failed. */
  typeAhead(target: ElementTarget, query: string): Promise<readonly JsonObject[]>;
  /** Opens the Home tab. */
  openHome(): Promise<Outcome>;
  /** Submits a modal with what was entered, by block id. */
  submit(viewId: string, values: Readonly<Record<string, InputValue>>): Promise<Outcome>;
  /** Closes the modal on top, or all. */
  close(viewId: string, all: boolean): Promise<Outcome>;
}

/** What became of something that the user did. */
export type Outcome =
  | { readonly ok: true }
  | {
      readonly ok: false;
      /** What the user is told. */
      readonly userText: string;
      /** Whether the workspace has already told the user, in the conversation. */
      readonly isShownInChannel: boolean;
      /** What is wrong with single inputs, by block id. */
      readonly inputErrors: Readonly<Record<string, string>>;
    };

/** Makes the client for one user. */
export function createPlaygroundClient(user: string): PlaygroundClient {
  return {
    runCommand: (input) => post('command', { user, ...input }),
    press: (target) => post('press', { user, target }),
    choose: (target, value) => post('choose', { user, target, value }),
    typeAhead: (target, query) => suggest({ user, target, query }),
    openHome: () => post('home', { user }),
    submit: (viewId, values) => post('submit', { user, viewId, values }),
    close: (viewId, all) => post('close', { user, viewId, all }),
  };
}

async function post(path: string, body: object): Promise<Outcome> {
  try {
    const response = await send(path, body);
    if (!response.ok) {
      return failed(readProblem(await response.json()));
    }
    const delivery: Delivery = await response.json();
    return delivery.ok ? delivery : toOutcome(delivery, path === 'command');
  } catch {
    return failed('The playground does not answer. Is it still running?');
  }
}

async function suggest(body: object): Promise<readonly JsonObject[]> {
  try {
    const response = await send('type-ahead', body);
    if (!response.ok) {
      return [];
    }
    const suggestions: Suggestions = await response.json();
    return suggestions.ok ? suggestions.options : [];
  } catch {
    // The page says by itself when the server is gone.
    return [];
  }
}

function send(path: string, body: object): Promise<Response> {
  return fetch(`/api/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

function toOutcome(delivery: Delivery & { ok: false }, isCommand: boolean): Outcome {
  return {
    ok: false,
    userText: delivery.userText,
    isShownInChannel: isCommand,
    inputErrors: delivery.inputErrors ?? {},
  };
}

function failed(userText: string): Outcome {
  return { ok: false, userText, isShownInChannel: false, inputErrors: {} };
}

function readProblem(body: unknown): string {
  return typeof body === 'object' && body !== null && 'error' in body && typeof body.error === 'string'
    ? body.error
    : 'The playground could not do that.';
}
