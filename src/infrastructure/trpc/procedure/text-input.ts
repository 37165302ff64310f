import { z } from 'zod';
import { EMAIL_MAX_LENGTH, isEmailAddress, normalizeEmail } from '../../../domain/shared/email-address.ts';
import { isVisible, problemsOfLine } from '../../../domain/shared/single-line-text.ts';
import { idInput } from './id-input.ts';
import { atMost, optionalTextInput, STORABLE, slugInput, textInput } from './line-input.ts';

export { atMost, idInput, optionalTextInput, slugInput, textInput };

/** Free text, which may have many lines; it is trimmed. */
export const freeTextInput = (max: number) => unboundedTextInput.refine(...atMost(max));

/** Free text whose length the domain checks. */
export const unboundedTextInput = z
  .string()
  .trim()
  .refine(...STORABLE);

/** A single line that is compared letter by letter, as it came. */
export const exactTextInput = (max: number) =>
  z
    .string()
    .refine(isVisible, 'No visible text')
    .refine(...atMost(max))
    .refine((text) => problemsOfLine(text).length === 0, 'Control characters are not allowed');

/** An address, in the one spelling of addresses. */
export const emailInput = textInput(EMAIL_MAX_LENGTH)
  .refine(isEmailAddress, 'Not an e-mail address')
  .transform(normalizeEmail);

/** Text to search for, in the form in which it is compared with stored text. */
export const searchedTextInput = (max: number) =>
  z
    .string()
    .normalize()
    .refine(...atMost(max))
    .refine(...STORABLE);

/** Text to search for, ignoring letter case and accents. Empty finds all. */
export const searchInput = searchedTextInput(EMAIL_MAX_LENGTH)
  .transform((text) => (text === '' ? undefined : text))
  .optional();
