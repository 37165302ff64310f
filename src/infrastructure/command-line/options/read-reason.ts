import { InvalidArgumentError } from 'commander';
import { isLongerThan } from '../../../domain/shared/text-length.ts';

const REASON_MAX_LENGTH = 500;

/** Why an operator does something, as the audit log keeps it. */
export const readReason = (text: string): string => {
  if (text.trim() === '' || isLongerThan(text, REASON_MAX_LENGTH))
    throw new InvalidArgumentError(`A reason has 1 to ${REASON_MAX_LENGTH} characters.`);
  return text.trim();
};
