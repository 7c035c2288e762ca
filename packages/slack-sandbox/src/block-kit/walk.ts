import { isJsonObject, type JsonObject } from '../json.ts';

/** An object of a payload and its JSON pointer. */
export interface Place {
  readonly value: JsonObject;
  readonly pointer: string;
}

function places(values: unknown, pointer: string): readonly Place[] {
  if (!Array.isArray(values)) return [];
  return values.flatMap((value: unknown, index) =>
    isJsonObject(value) ? [{ value, pointer: `${pointer}/${index}` }] : [],
  );
}

/** The fields in which a block holds other blocks. */
const childFields: Readonly<Record<string, string>> = {
  container: 'child_blocks',
  carousel: 'elements',
  plan: 'tasks',
};

function childrenOf({ value, pointer }: Place): readonly Place[] {
  const { type } = value;
  const field = typeof type === 'string' && Object.hasOwn(childFields, type) ? childFields[type] : undefined;
  return field === undefined ? [] : places(value[field], `${pointer}/${field}`);
}

/** Every block of a payload, those inside other blocks included, in the order they are shown. */
export function allBlocks(blocks: unknown, pointer: string): readonly Place[] {
  return places(blocks, pointer).flatMap((place) => [place].concat(childrenOf(place)));
}

/** The interactive elements and pictures of one block, without those of blocks inside it. */
export function elementsOf({ value, pointer }: Place): readonly Place[] {
  const single = ['accessory', 'element'].flatMap((field) => {
    const element = value[field];
    return isJsonObject(element) ? [{ value: element, pointer: `${pointer}/${field}` }] : [];
  });
  switch (value['type']) {
    case 'actions':
    case 'context_actions':
      return places(value['elements'], `${pointer}/elements`);
    case 'card':
      return places(value['actions'], `${pointer}/actions`);
    case 'section':
    case 'input':
      return single;
    case 'data_table':
      return cellElements(value, pointer);
    default:
      return [];
  }
}

function cellElements(block: JsonObject, pointer: string): readonly Place[] {
  const rows: readonly unknown[] = Array.isArray(block['rows']) ? block['rows'] : [];
  return rows
    .flatMap((row, index) => places(row, `${pointer}/rows/${index}`))
    .flatMap((cell) =>
      isJsonObject(cell.value['element'])
        ? [{ value: cell.value['element'], pointer: `${cell.pointer}/element` }]
        : [],
    );
}
