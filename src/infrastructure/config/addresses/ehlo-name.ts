import { isIPv4, isIPv6 } from 'node:net';
import { isLongerThan } from '../../../domain/shared/text-length.ts';
import { custom, type VariableMeta } from '../values/variable.ts';

const LONGEST = 255;
const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i;

/** A domain name with a dot, or an address in brackets (RFC 5321, 4.1.1.1 and 4.1.3). */
export function isEhloName(text: string): boolean {
  const literal = /^\[(?:IPv6:(.+)|(.+))\]$/i.exec(text);
  if (literal) return isIPv6(literal[1] ?? '') || isIPv4(literal[2] ?? '');
  const labels = text.split('.');
  return !isLongerThan(text, LONGEST) && labels.length > 1 && labels.every((label) => LABEL.test(label));
}

/** Our name in EHLO; undefined when not set. */
export const optionalEhloName = (meta: VariableMeta) =>
  custom('', meta, (written): string | undefined => {
    if (written === '') return undefined;
    if (!isEhloName(written)) {
      throw new Error('must be a full host name (regie.example.fr) or an address in brackets ([192.0.2.1])');
    }
    return written;
  });
