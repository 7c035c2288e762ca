import type { ReactElement } from 'react';

import { ActionElement } from './action-element.tsx';
import { objectsOf, stringOf, type Fields } from './fields.ts';

/** A row of elements to press or pick. */
export function ActionsBlock({ block }: { block: Fields }): ReactElement {
  const blockId = stringOf(block['block_id']) ?? '';
  return (
    <div className="actions">
      {objectsOf(block['elements']).map((element, index) => (
        <ActionElement key={stringOf(element['action_id']) ?? index} element={element} blockId={blockId} />
      ))}
    </div>
  );
}
