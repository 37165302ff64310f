import { z } from 'zod';
import { EMAIL_MAX_LENGTH, isEmailAddress, normalizeEmail } from '../../../domain/shared/email-address.ts';
import { isVisible, problemsOfLine, singleLine } from '../../../domain/shared/single-line-text.ts';
import { isStorable } from '../../../domain/shared/storable-text.ts';
import { isLongerThan } from '../../../domain/shared/text-length.ts';
import { MESSAGES_EN } from '../../http/messages/messages-en.ts';

/** The bound of a text, for `refine`: lengths are in characters, while zod's own `max` counts UTF-16 units. */
export const atMost = (max: number) =>
  [(text: string) => !isLongerThan(text, max), `More than ${max} characters`] as const;

/** The check of texts that cannot be stored, for `refine`. */
const STORABLE = [isStorable, 'Null characters and halves of characters are not allowed'] as const;

/** A single line that may be empty, as REST takes it (deviation D98). */
export const optionalTextInput = (max: number) =>
  z
    .string()
    .overwrite(singleLine)
    .refine(...atMost(max))
    .superRefine((line, context) => {
      for (const problem of problemsOfLine(line)) {
        const code = line.isWellFormed() ? '' : 'D800 to U+DFFF';
        context.addIssue({ code: 'custom', message: MESSAGES_EN[problem].replace('{code}', code) });
      }
    });

/** Text as REST takes it: a single line of at most `max` characters, composed and trimmed, with visible text. */
export const textInput = (max: number) => optionalTextInput(max).min(1);

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

/** The slug of a domain. */
export const slugInput = textInput(80);

/** A UUID in lower case, as stored. */
export const idInput = <Id extends string>() => z.uuid().transform((id) => id.toLowerCase() as Id);
