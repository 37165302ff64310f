/** Names for examples and for the local machine (RFC 2606, RFC 6761), with their sub-domains. */
const RESERVED = /(^|\.)(example|example\.(com|net|org)|localhost|localdomain|invalid)$/i;

/** Whether a domain is reserved: no mail can come from it or reach it. */
export const isReservedDomain = (domain: string): boolean => RESERVED.test(domain);
