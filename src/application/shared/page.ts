/** `number` counts from 1; `size` is in items. Text sorts by code point, null as the greatest value. */
export type PageRequest<Field extends string> = Readonly<{
  number: number;
  size: number;
  /** The first field sorts first; the id always comes last, so that pages neither repeat nor lose an item. */
  order: readonly { readonly field: Field; readonly descending: boolean }[];
}>;

/** The items of one page, and the total of all pages. */
export type Page<T> = Readonly<{ total: number; items: readonly T[] }>;
