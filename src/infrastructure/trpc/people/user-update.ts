import { z } from 'zod';
import { TIMEZONE_MAX_LENGTH } from '../../../domain/people/user.ts';
import type { UserId } from '../../../domain/shared/ids.ts';
import { LANGUAGES } from '../../../domain/shared/language.ts';
import { idInput } from '../procedure/id-input.ts';
import { textInput } from '../procedure/line-input.ts';

/** What people change of themselves, as far as one sees without the table of time zones. */
export const userUpdate = z.object({
  id: idInput<UserId>(),
  language: z.enum(LANGUAGES).optional(),
  timezone: textInput(TIMEZONE_MAX_LENGTH).optional(),
});
