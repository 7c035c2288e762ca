import type { ReactElement } from 'react';

import { ActionElement } from './action-element.tsx';
import { isFields, objectsOf, stringOf, type Fields } from './fields.ts';
import { ImageElement } from './image-element.tsx';
import { TextObject } from './text-object.tsx';

/** Text and fields, with a picture or something to press or pick beside them. */
export function SectionBlock({ block }: { block: Fields }): ReactElement {
  const { accessory } = block;
  const fields = objectsOf(block['fields']);
  return (
    <div className="section">
      <div>
        <TextObject text={block['text']} />
        {fields.length > 0 && (
          <div className="section__fields">
            {fields.map((field, index) => (
              <TextObject key={index} text={field} />
            ))}
          </div>
        )}
      </div>
      {isFields(accessory) && (
        <div className="section__accessory">
          {accessory['type'] === 'image' ? (
            <ImageElement element={accessory} />
          ) : (
            <ActionElement element={accessory} blockId={stringOf(block['block_id']) ?? ''} />
          )}
        </div>
      )}
    </div>
  );
}
