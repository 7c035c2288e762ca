/** The bot is being stopped, and could not wait any longer for what it was doing. */
export class StoppingError extends Error {
  override readonly name = 'StoppingError';

  constructor() {
    super('The bot is being stopped.');
  }
}
