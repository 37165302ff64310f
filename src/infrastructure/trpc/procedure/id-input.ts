import { z } from 'zod';

/** A UUID in lower case, as stored. */
export const idInput = <Id extends string>() => z.uuid().transform((id) => id.toLowerCase() as Id);
