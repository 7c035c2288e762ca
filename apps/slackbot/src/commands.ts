/** The slash command that the bot answers. */
export const commandName = '/images';

/** What can follow the slash command. The help, the parser and the app manifest's hint all read this table. */
export const commands = [
  { name: 'list', argument: '[repository]', does: 'shows the images of the registry, or of one repository' },
  {
    name: 'inspect',
    argument: '<image>',
    does: 'shows the tags, the digest, the size and the layers of an image',
  },
  {
    name: 'delete',
    argument: '<image>',
    does: 'asks you to confirm, then deletes an image with all its tags',
  },
  { name: 'help', argument: '', does: 'shows this' },
] as const;

/** The name of one of {@link commands}. */
export type CommandWord = (typeof commands)[number]['name'];

/** Whether a word names one of {@link commands}. */
export function isCommandWord(word: string): word is CommandWord {
  return commands.some(({ name }) => name === word);
}

/** One command as a person types it, e.g. `/images inspect <image>`. */
export function usageOf(word: CommandWord): string {
  const argument = commands.find(({ name }) => name === word)?.argument;
  return argument ? `${commandName} ${word} ${argument}` : `${commandName} ${word}`;
}

/** What Slack shows behind the command while somebody types it. */
export const usageHint: string = commands
  .map(({ name, argument }) => (argument ? `${name} ${argument}` : name))
  .join(' | ');
