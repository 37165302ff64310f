import { InvalidArgumentError, Option } from 'commander';
import { problemsOfLine, singleLine } from '../../domain/shared/single-line-text.ts';
import { isLongerThan } from '../../domain/shared/text-length.ts';

const REASON_MAX_LENGTH = 500;

/** @throws InvalidArgumentError */
function readReason(text: string): string {
  const reason = singleLine(text);
  if (reason !== '' && problemsOfLine(reason).length === 0 && !isLongerThan(reason, REASON_MAX_LENGTH)) {
    return reason;
  }
  throw new InvalidArgumentError(`A reason is one line of 1 to ${REASON_MAX_LENGTH} characters.`);
}

/** Why something is changed: entries of the audit log have it (`because`). */
export const reasonOption = () =>
  new Option('--reason <text>', 'why, for the audit log').argParser(readReason);
