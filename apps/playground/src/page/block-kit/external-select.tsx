import { useRef, useState, type ReactElement } from 'react';

import { isFields, objectsOf, stringOf, textOf, type Fields } from './fields.ts';
import type { InputControlProps } from './input-control-props.ts';
import { SelectMenu } from './select-menu.tsx';
import { useSurface } from './surface.ts';

/** Whether the options of an element come from the app. */
export function asksTheApp(element: Fields): boolean {
  return stringOf(element['type'])?.endsWith('external_select') === true;
}

/** A menu whose options come from the app: a field to search in, and what was found. */
export function ExternalSelect(props: InputControlProps): ReactElement {
  const { element, blockId, value, onChange, label } = props;
  const surface = useSurface();
  const [query, setQuery] = useState('');
  const [found, setFound] = useState<readonly Fields[]>([]);
  const [picked, setPicked] = useState<readonly Fields[]>(() => initialOptions(element));
  const latestSearch = useRef(0);
  const offered = withoutRepeats([...picked, ...found]);

  async function search(text: string): Promise<void> {
    setQuery(text);
    latestSearch.current += 1;
    const current = latestSearch.current;
    const options = await surface.suggest({ blockId, actionId: stringOf(element['action_id']) ?? '' }, text);
    // Answers may overtake one another; only that to the latest question counts.
    if (current === latestSearch.current) {
      setFound(options);
    }
  }

  return (
    <div className="external-select">
      <input
        type="search"
        className="text-field"
        aria-label={`Search: ${label ?? (textOf(element['placeholder']) || 'options')}`}
        placeholder="Type to search"
        value={query}
        onFocus={() => void search(query)}
        onChange={({ target }) => void search(target.value)}
      />
      <SelectMenu
        {...props}
        element={{
          ...element,
          type: isMultiple(element) ? 'multi_static_select' : 'static_select',
          options: offered,
        }}
        value={value}
        onChange={(chosen) => {
          const values = Array.isArray(chosen) ? chosen : [chosen];
          setPicked(offered.filter((option) => values.includes(valueOf(option))));
          onChange(chosen);
        }}
      />
    </div>
  );
}

function isMultiple(element: Fields): boolean {
  return element['type'] === 'multi_external_select';
}

function initialOptions(element: Fields): readonly Fields[] {
  const { initial_option: single } = element;
  return isFields(single) ? [single] : objectsOf(element['initial_options']);
}

function valueOf(option: Fields): string {
  return stringOf(option['value']) ?? '';
}

function withoutRepeats(options: readonly Fields[]): readonly Fields[] {
  return [...new Map(options.map((option) => [valueOf(option), option])).values()];
}
