import { z } from 'zod';
import type { PageRequest } from '../../../application/shared/page.ts';

/** A page of at most 100 rows, ordered by the caller's choice among `fields`. */
export const pageFields = <const Fields extends readonly [string, ...string[]]>(
  fields: Fields,
  fallback: { field: Fields[number]; descending: boolean },
) => ({
  page: z.int().min(1).max(1_000_000).default(1),
  pageSize: z.int().min(1).max(100).default(20),
  orderBy: z.enum(fields).default(fallback.field),
  descending: z.boolean().default(fallback.descending),
});

type Given<Field extends string> = Readonly<{
  page: number;
  pageSize: number;
  orderBy: Field;
  descending: boolean;
}>;

export const toPageRequest = <Field extends string>({
  page,
  pageSize,
  orderBy,
  descending,
}: Given<Field>): PageRequest<Field> => ({
  number: page,
  size: pageSize,
  order: [{ field: orderBy, descending }],
});

/** A page as a separate input. */
export const pageInput = <const Fields extends readonly [string, ...string[]]>(
  fields: Fields,
  fallback: { field: Fields[number]; descending: boolean },
) =>
  z
    .object(pageFields(fields, fallback))
    .prefault({})
    .transform((given) => toPageRequest<Fields[number]>(given as Given<Fields[number]>));
