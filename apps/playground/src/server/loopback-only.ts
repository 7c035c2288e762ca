import type { MiddlewareHandler } from 'hono';

/** The names of this machine to itself, as a `Host` header gives them. */
const loopbackNames: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * Refuses requests whose `Host` is not this machine. Without it a page anywhere could give its own name the address
 * 127.0.0.1 and then read everything here as its own (DNS rebinding); the port being open only to this machine does not
 * help, because the browser is on this machine.
 */
export const loopbackOnly: MiddlewareHandler = async (context, next) => {
  const host = context.req.header('host') ?? '';
  if (loopbackNames.has(host.replace(/:\d+$/, '').toLowerCase())) {
    return next();
  }
  return context.json({ error: `Open this page as http://127.0.0.1, not as "${host}".` }, 421);
};
