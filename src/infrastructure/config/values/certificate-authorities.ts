import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { custom, type VariableMeta } from './variable.ts';

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/** Certificates in PEM, or the path of a file with some; undefined when not set. */
export const certificateAuthorities = (meta: VariableMeta) =>
  custom('', meta, (written): string | undefined =>
    written === '' ? undefined : readCertificates(written).join('\n'),
  );

/**
 * Each certificate in PEM, of such a text.
 *
 * @throws Error when it has none
 */
export function readCertificates(written: string): readonly string[] {
  const pem = written.includes('-----BEGIN') ? written.replaceAll('\\n', '\n') : readFile(written);
  const certificates = pem.match(CERTIFICATE) ?? [];
  if (certificates.length === 0)
    throw new Error('must be certificates in PEM, or the path of a file of them');
  for (const certificate of certificates) new X509Certificate(certificate);
  return certificates;
}

function readFile(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new Error('must be certificates in PEM, or the path of a file that can be read');
  }
}
