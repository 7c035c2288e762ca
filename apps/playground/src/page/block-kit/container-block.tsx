import type { ReactElement, ReactNode } from 'react';

import { textOf, type Fields } from './fields.ts';

/** What {@link ContainerBlock} shows. */
export interface ContainerBlockProps {
  readonly block: Fields;
  /** The blocks in it, drawn. */
  readonly children: ReactNode;
}

/** Blocks under a title, which can be folded away where the app says so. */
export function ContainerBlock({ block, children }: ContainerBlockProps): ReactElement {
  const title = textOf(block['title']);
  const subtitle = textOf(block['subtitle']);
  const heading = (
    <>
      <strong>{title}</strong> {subtitle !== '' && <small>{subtitle}</small>}
    </>
  );
  return block['is_collapsible'] === true ? (
    <details className="container" open={block['default_collapsed'] !== true}>
      <summary>{heading}</summary>
      {children}
    </details>
  ) : (
    <section className="container" aria-label={title}>
      <p>{heading}</p>
      {children}
    </section>
  );
}
