import { z } from 'zod';

/** The contract's page of a list (contract/rest-api.md 1.11). */
export const pageSchema = <Item extends z.ZodType>(item: Item) =>
  z.object({
    count: z.int(),
    next: z.url().nullable(),
    previous: z.url().nullable(),
    results: z.array(item),
  });
