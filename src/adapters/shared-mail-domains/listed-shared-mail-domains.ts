import { domainToASCII } from 'node:url';
import emailProviders from 'email-providers';
import { foldMailDomain } from '../../domain/organization/shared-mail-domains.ts';
import { isEmailDomain } from '../../domain/shared/email-address.ts';
import { MAILBOX_PROVIDERS } from './mailbox-providers.ts';

/** Names reserved for documentation (RFC 2606), which the package lists: nobody has a mailbox there. */
const RESERVED = ['example.com', 'example.net', 'example.org'];

/** Each domain as people write it and as DNS does (IDNA). */
export const inBothForms = (domains: Iterable<string>): readonly string[] =>
  [...domains].map(foldMailDomain).flatMap((domain) => {
    const inDns = domainToASCII(domain);
    return inDns === '' || inDns === domain ? [domain] : [domain, inDns];
  });

/**
 * Domains where anybody gets an address: those of the package `email-providers`, and those it lacks. The better known
 * `free-email-domains` fetches its lists from elsewhere each time it is installed.
 */
export const LISTED_SHARED_MAIL_DOMAINS: ReadonlySet<string> = new Set(
  inBothForms(new Set([...emailProviders, ...MAILBOX_PROVIDERS])).filter(
    (name) => isEmailDomain(name) && !RESERVED.includes(name),
  ),
);
