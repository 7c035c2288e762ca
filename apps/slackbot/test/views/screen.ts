import type { Answer } from '../../src/views/answer.ts';
import type { Screen } from './checks.ts';

/** A message as a screen. */
export function message(payload: Answer): Screen {
  return { surface: 'message', payload };
}

/** A modal or a Home tab as a screen. */
export function modal(payload: Extract<Screen, { surface: 'view' }>['payload']): Screen {
  return { surface: 'view', payload };
}
