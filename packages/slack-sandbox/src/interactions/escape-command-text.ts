import type { Directory } from '../workspace/directory.ts';

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/**
 * The text of a slash command as an app gets it that has escaping turned on: `&`, `<` and `>` are escaped, and links and the
 * names of people and channels become Slack's references.
 *
 * @see https://docs.slack.dev/interactivity/implementing-slash-commands
 */
export function escapeCommandText(text: string, { users, channels }: Directory): string {
  return text
    .replaceAll(/[&<>]/g, (character) => escapes[character] ?? character)
    .replaceAll(/(?<!\S)https?:\/\/\S+/g, (link) => `<${link}>`)
    .replaceAll(/(?<!\S)@([\w.-]+)/g, (mention, name: string) => {
      const user = users.find((candidate) => candidate.name === name);
      return user ? `<@${user.id}|${user.name}>` : mention;
    })
    .replaceAll(/(?<!\S)#([\w-]+)/g, (mention, name: string) => {
      const channel = channels.find((candidate) => candidate.name === name && !candidate.id.startsWith('D'));
      return channel ? `<#${channel.id}|${channel.name}>` : mention;
    });
}
