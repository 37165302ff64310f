import { z } from 'zod';
import { problemsOfLine, singleLine } from '../../../domain/shared/single-line-text.ts';
import { isStorable } from '../../../domain/shared/storable-text.ts';
import { isLongerThan } from '../../../domain/shared/text-length.ts';
import { MESSAGES_EN } from '../../http/messages/messages-en.ts';

/** The bound of a text, for `refine`: lengths are in characters, while zod's own `max` counts UTF-16 units. */
export const atMost = (max: number) =>
  [(text: string) => !isLongerThan(text, max), `More than ${max} characters`] as const;

/** The check of texts that cannot be stored, for `refine`. */
export const STORABLE = [isStorable, 'Null characters and halves of characters are not allowed'] as const;

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

/** The slug of a domain. */
export const slugInput = textInput(80);
