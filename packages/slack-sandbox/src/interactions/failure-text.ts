import type { Delivery, DeliveryError } from '../delivery/delivery.ts';

/** What Slack's client tells the user when a slash command failed. */
export function commandFailure(command: string, error: DeliveryError, reason?: string): Delivery {
  const userText =
    error === 'unknown_command'
      ? `${command} is not a valid command.`
      : `${command} failed with the error "${error}"`;
  return { ok: false, error, userText, ...(reason !== undefined && { reason }) };
}

/** What Slack's client shows beside a message whose button or menu failed. */
export function actionFailure(error: DeliveryError): Delivery {
  return { ok: false, error, userText: 'This app responded with an error. Try again?' };
}

/** What Slack's client shows in a modal that failed. */
export function viewFailure(error: DeliveryError, reason?: string): Delivery {
  return {
    ok: false,
    error,
    userText: 'We had some trouble connecting. Try again?',
    ...(reason !== undefined && { reason }),
  };
}
