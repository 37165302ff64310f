import { InvalidArgumentError } from 'commander';
import { problemsOfLine, singleLine } from '../../domain/shared/single-line-text.ts';
import { isLongerThan } from '../../domain/shared/text-length.ts';

const REASON_MAX_LENGTH = 500;

/** A reason for the audit log. @throws InvalidArgumentError */
export function readReason(text: string): string {
  const reason = singleLine(text);
  if (reason !== '' && problemsOfLine(reason).length === 0 && !isLongerThan(reason, REASON_MAX_LENGTH)) {
    return reason;
  }
  throw new InvalidArgumentError(`A reason is one line of 1 to ${REASON_MAX_LENGTH} characters.`);
}
