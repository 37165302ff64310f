import { isEmailAddress } from '../../../domain/shared/email-address.ts';
import { isReservedDomain } from './is-reserved-domain.ts';

/** An address alone, or after a name, which is in double quotes where it has special characters. */
const SENDER = /^(?:(?:[^"<>()[\]:;@\\,]*|"(?:[^"\\]|\\.)*")\s*<([^<>\s]+)>|([^<>\s]+))$/;

/** The address in a sender such as `La Régie <no-reply@regie.fr>`; undefined when there is none. */
export function senderAddress(sender: string): string | undefined {
  const [, named, alone] = SENDER.exec(sender.trim()) ?? [];
  const address = named ?? alone ?? '';
  const [, domain = ''] = /^[^@]+@([^@]+)$/.exec(address) ?? [];
  return isEmailAddress(address) || isReservedDomain(domain) ? address : undefined;
}
