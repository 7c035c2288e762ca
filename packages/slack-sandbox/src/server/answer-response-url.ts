import type { IncomingMessage, ServerResponse } from 'node:http';

import { applyAnswer } from '../interactions/answer-message.ts';
import { responseUrlTarget, type Faults } from '../web-api/faults.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { disturb } from './disturb.ts';
import { readBody } from './request-body.ts';
import { sendJson } from './send-json.ts';

/** Takes what an app sends to a `response_url`. A refused answer does not count as a use. */
export async function answerResponseUrl(
  segment: string,
  request: IncomingMessage,
  response: ServerResponse,
  { workspace, faults }: { readonly workspace: Workspace; readonly faults: Faults },
): Promise<void> {
  const read = await readBody(request, new URLSearchParams());
  const fault = faults.next(responseUrlTarget);
  if (fault) {
    disturb(fault, request, response);
    return;
  }
  const target = workspace.responseUrls.find(segment);
  if (typeof target === 'string') {
    sendJson(response, 404, { ok: false, error: target });
    return;
  }
  if (!read.ok) {
    sendJson(response, 400, { ok: false, error: read.error });
    return;
  }
  const result = applyAnswer(read.body, target, workspace);
  if (!result.ok) {
    sendJson(response, result.error === 'message_not_found' ? 404 : 400, result);
    return;
  }
  workspace.responseUrls.count(segment);
  response.writeHead(200, { 'content-type': 'text/html' });
  response.end('ok');
}
