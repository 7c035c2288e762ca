/** An object of Block Kit: a block, an element, an option, a text object. The workspace has checked it; its types are read here. */
export type Fields = { readonly [field: string]: unknown };

/** Whether a value has fields. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A string, or undefined for everything else. */
export function stringOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** The objects of an array; none for everything else. */
export function objectsOf(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.filter(isFields) : [];
}

/** The characters of a text object, without markup being read; empty where there is none. */
export function textOf(value: unknown): string {
  return isFields(value) ? (stringOf(value['text']) ?? '') : '';
}
