import { atMost, type Figure } from '@registry-images/figures';

import { countTokenRequests } from './official-sdk/probe-client.ts';

/** Counts the requests for a token that many calls make together when the one that they had has expired. */
export async function tokenFigures(): Promise<Figure[]> {
  const { afterExpiry } = await countTokenRequests();
  return [
    atMost(1, afterExpiry, {
      what: '1,000 concurrent calls on an expired token',
      against: '',
      unit: 'token requests',
      decimals: 0,
    }),
  ];
}
