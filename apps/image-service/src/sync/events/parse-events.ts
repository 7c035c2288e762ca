import { binaryCloudEvent, parseCloudEvent, structuredCloudEvent } from './cloud-events.ts';
import { parseDistributionEvents } from './distribution-events.ts';
import { parseHarborEvent } from './harbor-events.ts';
import { fieldsOf } from './json.ts';
import type { RegistryEvent } from './registry-event.ts';

/**
 * Reads what the webhook of a registry sends: the envelope of CNCF Distribution, Harbor's own format, or CloudEvents of
 * zot and Harbor, one by one or in a batch. It goes by what it sees, not by the `Content-Type`, which registries choose
 * freely. What is not known gives no events.
 *
 * @param body JSON
 */
export function parseEvents(headers: Headers, body: unknown): readonly RegistryEvent[] {
  const binary = binaryCloudEvent(headers, body);
  if (binary) return parseCloudEvent(binary);
  const events = Array.isArray(body) ? body : [body];
  return events.flatMap((one) => {
    const cloudEvent = structuredCloudEvent(one);
    if (cloudEvent) return parseCloudEvent(cloudEvent);
    return 'events' in fieldsOf(one) ? parseDistributionEvents(one) : parseHarborEvent(one);
  });
}
