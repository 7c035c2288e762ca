import { serveStatic } from '@hono/node-server/serve-static';
import { SandboxUsageError } from '@registry-images/slack-sandbox';
import { Hono } from 'hono';
import { secureHeaders } from 'hono/secure-headers';

import { createApi, type ApiOptions } from './api.ts';
import { loopbackOnly } from './loopback-only.ts';
import { createPullApi, type PullApiOptions } from './pull-api.ts';
import { RequestBodyError } from './request-body.ts';

/** What {@link createPlaygroundApp} needs. */
export interface PlaygroundAppOptions extends ApiOptions, PullApiOptions {
  /** The folder of the built page. */
  readonly pageFolder: string;
  /** Told of errors that nobody foresaw; the page only hears that there was one. */
  readonly onUnexpectedError: (error: unknown) => void;
}

/** The playground's web server: the built page, its API under `/api`, the images for pulls under `/v2`, and `GET /healthz`. For this machine only. */
export function createPlaygroundApp(options: PlaygroundAppOptions): Hono {
  const app = new Hono();
  app.use(loopbackOnly);
  app.use(
    secureHeaders({
      referrerPolicy: 'no-referrer',
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        // Messages show the images that the app links to, as Slack does.
        imgSrc: ["'self'", 'data:', 'https:'],
        connectSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
    }),
  );
  app.get('/healthz', (context) => context.json({ ok: true }));
  app.route('/api', createApi(options));
  app.route('/v2', createPullApi(options));
  app.use(async (context, next) => {
    await next();
    // The build puts a hash into the names of the files in this folder, and of no others. Not by `onFound` of `serveStatic`:
    // that is called when the headers are already made.
    const isHashed = context.req.path.startsWith('/assets/') && context.res.ok;
    context.header('Cache-Control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
  });
  app.use(serveStatic({ root: options.pageFolder }));
  app.notFound((context) => context.json({ error: 'There is nothing at this address.' }, 404));
  app.onError((error, context) => {
    if (error instanceof RequestBodyError) {
      return context.json({ error: error.message }, 400);
    }
    if (error instanceof SandboxUsageError) {
      return context.json({ error: error.message }, 409);
    }
    options.onUnexpectedError(error);
    return context.json({ error: 'Something went wrong in the playground; its log says what.' }, 500);
  });
  return app;
}
