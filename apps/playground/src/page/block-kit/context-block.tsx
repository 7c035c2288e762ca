import type { ReactElement } from 'react';

import { objectsOf, type Fields } from './fields.ts';
import { ImageElement } from './image-element.tsx';
import { TextObject } from './text-object.tsx';

/** Small, quiet texts and pictures in a row. */
export function ContextBlock({ block }: { block: Fields }): ReactElement {
  return (
    <div className="context">
      {objectsOf(block['elements']).map((element, index) =>
        element['type'] === 'image' ? (
          <ImageElement key={index} element={element} />
        ) : (
          <TextObject key={index} text={element} />
        ),
      )}
    </div>
  );
}
