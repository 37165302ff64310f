import { X509Certificate } from 'node:crypto';
import { readCertificates } from './certificate-authorities.ts';

/**
 * Certificates of makers, each in PEM.
 *
 * @throws Error when there is none in what was written, or one that cannot issue others
 */
export function attestationRoots(written: string): readonly string[] {
  if (written === '') return [];
  const certificates = readCertificates(written);
  const leaf = certificates.map((pem) => new X509Certificate(pem)).find(({ ca }) => !ca);
  if (leaf)
    throw new Error(
      `must be certificates of authorities: that of ${leaf.subject.replaceAll('\n', ', ')} is none`,
    );
  return certificates;
}
