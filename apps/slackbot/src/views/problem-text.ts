import { commandName, commandUsage, type CommandName } from '../commands/command-table.ts';
import type { CommandProblem } from '../commands/command.ts';
import { formatList } from '../commands/format-command.ts';
import { code } from './mrkdwn.ts';
import type { View } from './view.ts';

/** What is wrong with a command, as a sentence of mark-up that says what would be right. */
export function problemText(problem: CommandProblem, { texts }: Pick<View, 'texts'>): string {
  const words = texts.problem;
  // What was typed can be as long as a message; the beginning shows which word is meant.
  const typed = 'typed' in problem ? code(problem.typed, 100) : '';
  if (problem.kind === 'unknown-command') {
    const { meant, repository } = problem;
    if (repository !== undefined) {
      return words.unknownCommand(typed, code(`${commandName} ${formatList({ repository, filters: {} })}`));
    }
    return words.unknownCommand(typed, meant && command(meant));
  }
  if (problem.kind === 'unknown-flag') {
    const meant = problem.meant === undefined ? undefined : flag(problem.meant);
    return words.unknownFlag(typed, command(problem.command), meant);
  }
  if (problem.kind === 'repeated-flag') return words.repeatedFlag(flag(problem.flag));
  if (problem.kind === 'missing-value') {
    return words.missingValue(flag(problem.flag), words.rightValues[problem.flagKind]);
  }
  if (problem.kind === 'value-not-taken') return words.valueNotTaken(flag(problem.flag));
  if (problem.kind === 'bad-value') {
    return words.badValue(typed, flag(problem.flag), words.rightValues[problem.flagKind]);
  }
  if (problem.kind === 'contradicting-flags') {
    const [one, other] = problem.flags;
    return words.contradictingFlags(flag(one), flag(other));
  }
  return argumentProblemText(problem, typed, { texts });
}

/** The problems with what a command is about. */
type ArgumentProblem = Extract<
  CommandProblem,
  {
    kind:
      | 'missing-argument'
      | 'too-many-arguments'
      | 'not-a-repository'
      | 'tag-not-taken'
      | 'not-an-image'
      | 'not-a-person'
      | 'cleanup-of-everything';
  }
>;

function argumentProblemText(
  problem: ArgumentProblem,
  typed: string,
  { texts }: Pick<View, 'texts'>,
): string {
  const words = texts.problem;
  if (problem.kind === 'missing-argument') {
    const kind = problem.command === 'cleanup' ? 'repository' : 'image';
    return words.missingArgument[kind](usage(problem.command));
  }
  if (problem.kind === 'too-many-arguments') return words.tooManyArguments(typed, usage(problem.command));
  if (problem.kind === 'not-a-repository') return words.notARepository(typed);
  if (problem.kind === 'not-an-image') return words.notAnImage[problem.fault](typed);
  if (problem.kind === 'not-a-person') return words.notAPerson(typed);
  if (problem.kind === 'tag-not-taken') {
    return words.tagNotTaken(code(`${commandName} ${problem.command} ${problem.repository}`));
  }
  return words.cleanupOfEverything(code(problem.repository));
}

function command(name: CommandName): string {
  return code(`${commandName} ${name}`);
}

function usage(name: CommandName): string {
  return code(`${commandName} ${commandUsage(name)}`);
}

function flag(name: string): string {
  return code(`--${name}`);
}
