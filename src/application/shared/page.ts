/** `number` counts from 1; `size` is in items. Text sorts by code point, null as the greatest value. */
export type PageRequest<Field extends string> = Readonly<{
  number: number;
  size: number;
  /** The first field sorts first; the id always comes last, so that pages neither repeat nor lose an item. */
  order: readonly { readonly field: Field; readonly descending: boolean }[];
}>;

/** Where a row stands in a list that is sorted by one field: its value there, and its id. */
export type PagePosition = Readonly<{ key: Date | string; id: string }>;

/**
 * A page of a list that is read to its end: rows that come or go meanwhile neither hide nor repeat another. With `after`,
 * `number` counts from the row behind that position, in the order of the first field; the total stays that of the whole
 * list.
 */
export type CursorRequest<Field extends string> = PageRequest<Field> &
  Readonly<{ after?: PagePosition | undefined }>;

/**
 * How far the total of a list is counted that is of everything an installation has, such as all accounts: to count millions
 * takes a second, and tells nobody more.
 */
export const MOST_COUNTED = 10_000;

/** The items of one page, and the total of all pages. */
export type Page<T> = Readonly<{ total: number; items: readonly T[] }>;
