import { domainToASCII } from 'node:url';
import emailProviders from 'email-providers';
import { foldMailDomain } from '../../domain/organization/shared-mail-domains.ts';
import { isEmailDomain } from '../../domain/shared/email-address.ts';
import { MAILBOX_PROVIDERS } from './mailbox-providers.ts';

/** Names reserved for documentation (RFC 2606), which the package lists although no mailboxes exist there. */
const RESERVED = ['example.com', 'example.net', 'example.org'];

/** Each domain in Unicode and in its DNS form (IDNA). */
export const inBothForms = (domains: Iterable<string>): readonly string[] =>
  [...domains].map(foldMailDomain).flatMap((domain) => {
    const inDns = domainToASCII(domain);
    return inDns === '' || inDns === domain ? [domain] : [domain, inDns];
  });

/**
 * Domains where anybody can get an address: those of the package `email-providers`, and those missing there. The better
 * known `free-email-domains` downloads its lists each time it is installed.
 */
export const LISTED_SHARED_MAIL_DOMAINS: ReadonlySet<string> = new Set(
  inBothForms(new Set([...emailProviders, ...MAILBOX_PROVIDERS])).filter(
    (name) => isEmailDomain(name) && !RESERVED.includes(name),
  ),
);
