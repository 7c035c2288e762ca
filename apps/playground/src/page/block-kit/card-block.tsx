import type { ReactElement } from 'react';

import { ActionsBlock } from './actions-block.tsx';
import { isFields, objectsOf, stringOf, type Fields } from './fields.ts';
import { ImageElement } from './image-element.tsx';
import { TextObject } from './text-object.tsx';

/** A framed title, text and picture with up to three buttons. */
export function CardBlock({ block }: { block: Fields }): ReactElement {
  const { actions, hero_image: heroImage, icon } = block;
  return (
    <div className="card">
      {isFields(heroImage) && <ImageElement element={heroImage} />}
      <div className="card__title">
        {isFields(icon) && <ImageElement element={icon} />}
        <TextObject text={block['title']} />
      </div>
      <div className="card__quiet">
        <TextObject text={block['subtitle']} />
      </div>
      <TextObject text={block['body']} />
      <div className="card__quiet">
        <TextObject text={block['subtext']} />
      </div>
      {objectsOf(actions).length > 0 && (
        <ActionsBlock block={{ block_id: block['block_id'], elements: actions }} />
      )}
    </div>
  );
}

/** Cards side by side. */
export function CarouselBlock({ block }: { block: Fields }): ReactElement {
  return (
    <div className="carousel" role="group" aria-label="Cards" tabIndex={0}>
      {objectsOf(block['elements']).map((card, index) => (
        <CardBlock key={stringOf(card['block_id']) ?? index} block={card} />
      ))}
    </div>
  );
}
