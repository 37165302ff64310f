import { z } from 'zod';

export const PAGE_SIZE = 20;

/**
 * What the address of a list holds: the text that is searched, the order, the page. Each member is absent where it is as
 * usual, and one that cannot be read counts as absent: an address that somebody shortened still shows the list.
 */
export const listSearch = <const Fields extends readonly [string, ...string[]]>(fields: Fields) =>
  z.object({
    q: z.coerce.string().max(200).optional().catch(undefined),
    page: z.coerce.number().int().min(1).max(1_000_000).optional().catch(undefined),
    sort: z.enum(fields).optional().catch(undefined),
    order: z.enum(['asc', 'desc']).optional().catch(undefined),
  });

export type ListSearch<Sort extends string> = Readonly<{
  q?: string | undefined;
  page?: number | undefined;
  sort?: Sort | undefined;
  order?: 'asc' | 'desc' | undefined;
}>;

export type ListOrder<Sort extends string> = Readonly<{ sort: Sort; order: 'asc' | 'desc' }>;

/** The page that the address of a list names, as the server is asked for it; `usual` is the order where it says none. */
export const pageOf = <Sort extends string>(
  { page = 1, sort, order }: ListSearch<Sort>,
  usual: ListOrder<Sort>,
) => ({
  page,
  pageSize: PAGE_SIZE,
  orderBy: sort ?? usual.sort,
  descending: (order ?? usual.order) === 'desc',
});
