import type { Delivery, SlackSandbox, Suggestions } from '@registry-images/slack-sandbox';
import { Hono, type Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { streamSSE } from 'hono/streaming';

import type { CommandHint } from '../protocol.ts';
import {
  parseChooseBody,
  parseCloseBody,
  parseCommandBody,
  parseHomeBody,
  parsePressBody,
  parseSubmitBody,
  parseTypeAheadBody,
  RequestBodyError,
} from './request-body.ts';
import { readSnapshot } from './snapshot.ts';
import { streamChanges } from './stream-changes.ts';

/** What a form with every input full has room in: 100 blocks of 3,000 characters of at most three bytes. */
const maxBodyBytes = 1024 * 1024;

/** What {@link createApi} needs. */
export interface ApiOptions {
  /** The workspace that is shown and acted in. */
  readonly sandbox: SlackSandbox;
  /** The commands that the composer offers. */
  readonly commands: readonly CommandHint[];
}

/**
 * The page's own API. `GET /state` and `GET /events` show what a user sees, once or whenever it changes: the one that the
 * query's `user` names, or else the first; every `POST` is one thing that a user does, answered by the sandbox's `Delivery` or `Suggestions`.
 *
 * Bodies are taken as `application/json` alone. A form or a script of another site cannot send that without asking first,
 * and this API never allows it.
 */
export function createApi({ sandbox, commands }: ApiOptions): Hono {
  const api = new Hono();

  const viewerOf = (context: Context): string => context.req.query('user') ?? sandbox.users[0]?.id ?? '';

  api.get('/state', (context) => context.json(readSnapshot(sandbox, commands, viewerOf(context))));

  api.get('/events', (context) => {
    const viewerId = viewerOf(context);
    // Throws for an unknown user now, while the status can still say so.
    sandbox.user(viewerId);
    return streamSSE(context, (stream) =>
      streamChanges(stream, sandbox, () => JSON.stringify(readSnapshot(sandbox, commands, viewerId))),
    );
  });

  api.use(
    bodyLimit({
      maxSize: maxBodyBytes,
      onError: (context) => context.json({ error: `A body has at most ${maxBodyBytes} bytes.` }, 413),
    }),
  );
  api.post('/command', (context) =>
    answer(context, parseCommandBody, ({ user, ...input }) => sandbox.user(user).runCommand(input)),
  );
  api.post('/press', (context) =>
    answer(context, parsePressBody, ({ user, target }) => sandbox.user(user).press(target)),
  );
  api.post('/choose', (context) =>
    answer(context, parseChooseBody, ({ user, target, value }) =>
      sandbox.user(user).choose({ ...target, value }),
    ),
  );
  api.post('/type-ahead', (context) =>
    answer(context, parseTypeAheadBody, ({ user, target, query }) =>
      sandbox.user(user).typeAhead({ ...target, query }),
    ),
  );
  api.post('/home', (context) => answer(context, parseHomeBody, ({ user }) => sandbox.user(user).openHome()));
  api.post('/submit', (context) =>
    answer(context, parseSubmitBody, ({ user, ...input }) => sandbox.user(user).submitView(input)),
  );
  api.post('/close', (context) =>
    answer(context, parseCloseBody, ({ user, ...input }) => sandbox.user(user).closeView(input)),
  );
  return api;
}

async function answer<Body>(
  context: Context,
  parse: (body: unknown) => Body,
  act: (body: Body) => Promise<Delivery | Suggestions>,
): Promise<Response> {
  const mediaType = context.req.header('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (mediaType !== 'application/json') {
    return context.json({ error: 'Send the body as application/json.' }, 415);
  }
  return context.json(await act(parse(await readJson(context))));
}

async function readJson(context: Context): Promise<unknown> {
  const text = await context.req.text();
  try {
    return JSON.parse(text);
  } catch {
    throw new RequestBodyError('', 'JSON');
  }
}
