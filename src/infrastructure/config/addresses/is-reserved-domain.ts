/** Names of examples and of this machine (RFC 2606, RFC 6761), with all below them. */
const RESERVED = /(^|\.)(example|example\.(com|net|org)|localhost|localdomain|invalid)$/i;

/** Whether a domain is nobody's: no mail can come from it or reach it. */
export const isReservedDomain = (domain: string): boolean => RESERVED.test(domain);
