import { isRepositoryName, isResourceId, parseReference, type ImageReference } from '@registry-images/model';

import { commandWords } from './commands/command-words.ts';
import { commandName, isCommandWord, usageOf } from './commands.ts';

/** An image as a person named it: by its id, by one of its buttons, or by its repository and a tag, a digest or both. */
export type ImageArgument =
  | { readonly kind: 'id'; readonly id: string }
  | { readonly kind: 'button'; readonly id: string }
  | { readonly kind: 'reference'; readonly reference: ImageReference };

/** What a person asked for. `problem` is a sentence about input that cannot be understood, not escaped. */
export type Command =
  | { readonly kind: 'help'; readonly problem?: string }
  | { readonly kind: 'list'; readonly repository?: string }
  | { readonly kind: 'inspect' | 'delete'; readonly image: ImageArgument };

/** Reads what followed the slash command. Anything that is not understood becomes help that says why. */
export function parseCommand(text: string): Command {
  const [first, ...words] = commandWords(text);
  if (first === undefined) return { kind: 'help' };
  // Phones begin a message with a capital letter.
  const word = first.toLowerCase().replace(/^-+/, '');
  if (word === 'h') return { kind: 'help' };
  if (!isCommandWord(word)) return problem(`There is no command "${clip(first)}".`);
  if (word === 'help' || words.includes('--help') || words.includes('-h')) return { kind: 'help' };
  if (words.length > 1) return problem(`"${usageOf(word)}" takes one argument, not ${words.length}.`);
  return word === 'list' ? parseList(words[0]) : parseImageCommand(word, words[0]);
}

function parseList(repository: string | undefined): Command {
  if (repository === undefined) return { kind: 'list' };
  if (isRepositoryName(repository)) return { kind: 'list', repository };
  const parsed = parseReference(repository);
  if (!parsed.ok) return problem(parsed.problem);
  return problem(
    `"${usageOf('list')}" takes a repository without a tag: try "${commandName} list ${parsed.reference.repository}".`,
  );
}

function parseImageCommand(word: 'inspect' | 'delete', argument: string | undefined): Command {
  if (argument === undefined) {
    return problem(
      `"${commandName} ${word}" needs an image: its id, "repository:tag" or "repository@digest".`,
    );
  }
  if (!/[:@/]/.test(argument)) {
    if (isResourceId(argument)) return { kind: word, image: { kind: 'id', id: argument } };
    return problem(
      `"${clip(argument)}" is not an image: give its id, "repository:tag" or "repository@digest".`,
    );
  }
  const parsed = parseReference(argument);
  if (!parsed.ok) return problem(parsed.problem);
  const { reference } = parsed;
  if (reference.tag === undefined && reference.digest === undefined) {
    const { repository } = reference;
    return problem(
      `"${repository}" needs a tag or a digest, such as "${repository}:latest". To see what there is: "${commandName} list ${repository}".`,
    );
  }
  return { kind: word, image: { kind: 'reference', reference } };
}

function problem(sentence: string): Command {
  return { kind: 'help', problem: sentence };
}

function clip(word: string): string {
  return word.length > 60 ? `${word.slice(0, 60)}…` : word;
}
