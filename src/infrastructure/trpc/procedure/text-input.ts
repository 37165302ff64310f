import { z } from 'zod';
import { EMAIL_MAX_LENGTH, isEmailAddress } from '../../../domain/shared/email-address.ts';
import { isLongerThan } from '../../../domain/shared/text-length.ts';

/** What bounds a text, for `refine`: lengths are in characters, where zod's own `max` counts UTF-16 units. */
export const atMost = (max: number) =>
  [(text: string) => !isLongerThan(text, max), `More than ${max} characters`] as const;

/** Text as REST takes it: trimmed, without NUL, not blank, of at most `max` characters. */
export const textInput = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .refine(...atMost(max))
    .refine((text) => !text.includes('\0'), 'Null characters are not allowed');

export const emailInput = textInput(EMAIL_MAX_LENGTH).refine(isEmailAddress, 'Not an e-mail address');

/** What people type to find something: letter case and accents do not count. Empty finds all. */
export const searchInput = z
  .string()
  .refine(...atMost(EMAIL_MAX_LENGTH))
  .refine((text) => !text.includes('\0'), 'Null characters are not allowed')
  .transform((text) => (text === '' ? undefined : text))
  .optional();

/** The slug of a domain. */
export const slugInput = textInput(80);

/** A UUID, in the letter case in which they are stored. */
export const idInput = <Id extends string>() => z.uuid().transform((id) => id.toLowerCase() as Id);
