/** `number` counts from 1; `size` is in rows. Text sorts by code point, null as the greatest value. */
export type PageRequest<Field extends string> = Readonly<{
  number: number;
  size: number;
  /** The first field sorts first; the id always comes last, so that pages neither repeat nor lose a row. */
  order: readonly { readonly field: Field; readonly descending: boolean }[];
}>;

/** The rows of one page, and how many rows all pages have. */
export type Page<T> = Readonly<{ total: number; items: readonly T[] }>;
