import { InvalidArgumentError } from 'commander';
import { textInput } from '../trpc/procedure/text-input.ts';

/** Parses a name argument, by the rules of both APIs. */
export const readName =
  (max: number) =>
  (text: string): string => {
    const { success, data, error } = textInput(max).safeParse(text);
    if (success) return data;
    throw new InvalidArgumentError(
      `Not a name of 1 to ${max} characters: ${error.issues.map(({ message }) => message).join('; ')}.`,
    );
  };
