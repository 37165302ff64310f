import { z } from 'zod';
import { EMAIL_MAX_LENGTH, isEmailAddress } from '../../domain/shared/email-address.ts';

/** Text as REST takes it: trimmed, without NUL, not blank, of at most `max` characters. */
export const textInput = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .refine((text) => [...text].length <= max, `More than ${max} characters`)
    .refine((text) => !text.includes('\0'), 'Null characters are not allowed');

export const emailInput = textInput(EMAIL_MAX_LENGTH).refine(isEmailAddress, 'Not an e-mail address');

/** What people type to find something: letter case and accents do not count. Empty finds all. */
export const searchInput = z
  .string()
  .max(EMAIL_MAX_LENGTH)
  .refine((text) => !text.includes('\0'), 'Null characters are not allowed')
  .transform((text) => (text === '' ? undefined : text))
  .optional();

/** The slug of a domain. */
export const slugInput = textInput(80);

/** A UUID, in the letter case in which they are stored. */
export const idInput = <Id extends string>() => z.uuid().transform((id) => id.toLowerCase() as Id);
