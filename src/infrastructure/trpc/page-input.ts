import { z } from 'zod';

/** A page of at most 100 rows, in an order of the caller's choice among `fields`. */
export const pageInput = <const Fields extends readonly [string, ...string[]]>(
  fields: Fields,
  fallback: { field: Fields[number]; descending: boolean },
) =>
  z
    .object({
      page: z.int().min(1).max(1_000_000).default(1),
      pageSize: z.int().min(1).max(100).default(20),
      orderBy: z.enum(fields).default(fallback.field),
      descending: z.boolean().default(fallback.descending),
    })
    .prefault({})
    .transform(({ page, pageSize, orderBy, descending }) => ({
      number: page,
      size: pageSize,
      order: [{ field: orderBy as Fields[number], descending }],
    }));
