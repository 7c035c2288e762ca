import type { Channel } from '@registry-images/slack-sandbox';
import { useEffect, useRef, useState, type FormEvent, type KeyboardEvent, type ReactElement } from 'react';

import type { CommandHint } from '../protocol.ts';
import type { channelLabel } from './channel-label.ts';
import { parseCommandLine, suggestCommands, type Suggestion } from './command-line.ts';
import type { Outcome, PlaygroundClient } from './playground-client.ts';

/** What {@link Composer} needs. */
export interface ComposerProps {
  readonly channel: Channel;
  /** What the conversation is called. */
  readonly label: ReturnType<typeof channelLabel>;
  readonly commands: readonly CommandHint[];
  readonly client: PlaygroundClient;
  readonly report: (outcome: Outcome) => void;
}

/** The line at the bottom where slash commands are typed. Enter sends; the arrow keys go through the suggestions. */
export function Composer({ channel, label, commands, client, report }: ComposerProps): ReactElement {
  const [line, setLine] = useState('');
  const [hint, setHint] = useState<string>();
  const [active, setActive] = useState(-1);
  const [isOpen, setIsOpen] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const suggestions = isOpen ? suggestCommands(line, commands) : [];

  useEffect(() => input.current?.focus(), [channel.id]);

  function type(text: string): void {
    setLine(text);
    setIsOpen(true);
    setActive(-1);
    setHint(undefined);
  }

  async function send(event: FormEvent): Promise<void> {
    event.preventDefault();
    const command = parseCommandLine(line);
    if (!command) {
      setHint(line.trim() === '' ? undefined : notACommand(commands));
      return;
    }
    type('');
    const outcome = await client.runCommand({ channel: channel.id, ...command });
    report(outcome);
    if (!outcome.ok && !outcome.isShownInChannel) {
      setLine((typedSince) => (typedSince === '' ? line : typedSince));
    }
  }

  function steer(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing) {
      return;
    }
    const chosen = suggestions[active];
    if (event.key === 'ArrowDown' && suggestions.length > 0) {
      setActive((active + 1) % suggestions.length);
    } else if (event.key === 'ArrowUp' && suggestions.length > 0) {
      setActive(active <= 0 ? suggestions.length - 1 : active - 1);
    } else if (event.key === 'Escape' && suggestions.length > 0) {
      setIsOpen(false);
      setActive(-1);
    } else if ((event.key === 'Enter' || event.key === 'Tab') && chosen) {
      type(chosen.insert);
    } else {
      return;
    }
    event.preventDefault();
  }

  return (
    <form className="composer" onSubmit={(event) => void send(event)}>
      <Suggestions
        suggestions={suggestions}
        active={active}
        onPick={({ insert }) => {
          type(insert);
          input.current?.focus();
        }}
      />
      <div className="composer__box">
        <input
          ref={input}
          id="composer"
          value={line}
          onChange={(event) => type(event.target.value)}
          onKeyDown={steer}
          onBlur={() => setIsOpen(false)}
          aria-label={`Slash command in ${label.name}`}
          aria-describedby="composer-hint"
          placeholder={placeholderFor(label, commands)}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          role="combobox"
          aria-autocomplete="list"
          aria-expanded={suggestions.length > 0}
          aria-controls="suggestions"
          aria-activedescendant={active < 0 ? undefined : `suggestion-${active}`}
        />
        <button type="submit" className="composer__send" aria-label="Send" aria-disabled={line.trim() === ''}>
          <span aria-hidden="true">➤</span>
        </button>
      </div>
      <p id="composer-hint" className="composer__hint" role="status">
        {hint}
      </p>
    </form>
  );
}

interface SuggestionsProps {
  readonly suggestions: readonly Suggestion[];
  readonly active: number;
  readonly onPick: (suggestion: Suggestion) => void;
}

function Suggestions({ suggestions, active, onPick }: SuggestionsProps): ReactElement {
  return (
    <ul
      id="suggestions"
      className="suggestions"
      role="listbox"
      aria-label="Commands"
      hidden={suggestions.length === 0}
    >
      {suggestions.map((suggestion, index) => (
        <li
          key={suggestion.label}
          id={`suggestion-${index}`}
          role="option"
          aria-selected={index === active}
          // Pressing the mouse button would take the focus away, and with it close this list before the click.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onPick(suggestion)}
        >
          <code>{suggestion.label}</code>
          <span>{suggestion.description}</span>
        </li>
      ))}
    </ul>
  );
}

function placeholderFor({ sign, name }: ComposerProps['label'], [hint]: readonly CommandHint[]): string {
  const place = sign === '#' ? `#${name}` : name;
  return hint ? `Type ${hint.command} in ${place}` : `Type a slash command in ${place}`;
}

function notACommand(commands: readonly CommandHint[]): string {
  const names = commands.map(({ command }) => command).join(' or ');
  return `Nobody reads messages in this playground. Type a slash command${names && `: ${names}`}.`;
}
