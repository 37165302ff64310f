import emailProviders from 'email-providers';
import { normalizeDomain } from '../../domain/shared/domain-name.ts';
import { isEmailDomain } from '../../domain/shared/email-address.ts';
import { MAILBOX_PROVIDERS } from './mailbox-providers.ts';

/** Names reserved for documentation (RFC 2606), which the package lists although no mailboxes exist there. */
const RESERVED = ['example.com', 'example.net', 'example.org'];

/**
 * Domains where anybody can get an address: those of the package `email-providers`, and those missing there. The better
 * known `free-email-domains` downloads its lists each time it is installed.
 */
export const LISTED_SHARED_MAIL_DOMAINS: ReadonlySet<string> = new Set(
  [...emailProviders, ...MAILBOX_PROVIDERS]
    .map(normalizeDomain)
    .filter((name) => isEmailDomain(name) && !RESERVED.includes(name)),
);
