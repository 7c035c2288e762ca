import { Component, type ReactNode } from 'react';

import type { Fields } from './fields.ts';
import { UnknownBlock } from './unknown-block.tsx';

/** What {@link BlockBoundary} holds. */
export interface BlockBoundaryProps {
  /** The block that is drawn. */
  readonly block: Fields;
  readonly children: ReactNode;
}

/** Shows the text of a block whose drawing failed, so that one block cannot take the page down. */
export class BlockBoundary extends Component<BlockBoundaryProps, { readonly hasFailed: boolean }> {
  override readonly state: { readonly hasFailed: boolean } = { hasFailed: false };

  static getDerivedStateFromError(): { readonly hasFailed: boolean } {
    return { hasFailed: true };
  }

  override render(): ReactNode {
    return this.state.hasFailed ? <UnknownBlock block={this.props.block} /> : this.props.children;
  }
}
