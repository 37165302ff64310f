import type { X509Certificate } from 'node:crypto';

const isValidAt = ({ validFrom, validTo }: X509Certificate, now: Date): boolean =>
  Date.parse(validFrom) <= now.getTime() && now.getTime() <= Date.parse(validTo);

const isIssuedBy = (certificate: X509Certificate, issuer: X509Certificate, now: Date): boolean =>
  issuer.ca &&
  isValidAt(issuer, now) &&
  certificate.checkIssued(issuer) &&
  certificate.verify(issuer.publicKey);

/**
 * Whether a certificate leads to one of the roots, by those that follow it, each the issuer of the one before. Nothing is
 * asked of anybody: lists of revoked certificates are not read.
 */
export function leadsToRoot(
  [certificate, ...issuers]: readonly X509Certificate[],
  roots: readonly X509Certificate[],
  now: Date,
): boolean {
  if (!certificate || !isValidAt(certificate, now)) return false;
  if (roots.some((root) => isIssuedBy(certificate, root, now))) return true;
  const [issuer] = issuers;
  return issuer !== undefined && isIssuedBy(certificate, issuer, now) && leadsToRoot(issuers, roots, now);
}
