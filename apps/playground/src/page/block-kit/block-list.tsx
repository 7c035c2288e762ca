import type { ReactElement } from 'react';

import { ActionsBlock } from './actions-block.tsx';
import { AlertBlock } from './alert-block.tsx';
import { BlockBoundary } from './block-boundary.tsx';
import { CardBlock, CarouselBlock } from './card-block.tsx';
import { ContainerBlock } from './container-block.tsx';
import { ContextBlock } from './context-block.tsx';
import { DataTableBlock } from './data-table-block.tsx';
import { objectsOf, stringOf, type Fields } from './fields.ts';
import { InputBlock } from './input-block.tsx';
import { RenderedBlock } from './rendered-block.tsx';
import { SectionBlock } from './section-block.tsx';

/** Draws the blocks of a message or a modal, one below the other. */
export function BlockList({ blocks }: { blocks: readonly Fields[] }): ReactElement {
  return (
    <div className="blocks">
      {blocks.map((block, index) => (
        <BlockBoundary key={stringOf(block['block_id']) ?? index} block={block}>
          <AnyBlock block={block} />
        </BlockBoundary>
      ))}
    </div>
  );
}

function AnyBlock({ block }: { block: Fields }): ReactElement {
  switch (block['type']) {
    case 'section':
      return <SectionBlock block={block} />;
    case 'actions':
    case 'context_actions':
      return <ActionsBlock block={block} />;
    case 'context':
      return <ContextBlock block={block} />;
    case 'alert':
      return <AlertBlock block={block} />;
    case 'input':
      return <InputBlock block={block} />;
    case 'card':
      return <CardBlock block={block} />;
    case 'carousel':
      return <CarouselBlock block={block} />;
    case 'container':
      return (
        <ContainerBlock block={block}>
          <BlockList blocks={objectsOf(block['child_blocks'])} />
        </ContainerBlock>
      );
    case 'data_table':
    case 'table':
      return <DataTableBlock block={block} />;
    default:
      return <RenderedBlock block={block} />;
  }
}
