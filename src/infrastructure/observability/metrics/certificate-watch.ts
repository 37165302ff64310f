import { type CertificateHolder, certificateEnd } from '../../../adapters/certificates/certificate-end.ts';
import type { Logger } from '../../../application/shared/logger.ts';
import type { Metrics } from './metrics.ts';

/** How long an end is shown before it is asked for again, in ms: certificates change every few weeks. */
const FRESH_MS = 3_600_000;

type Deps = Readonly<{
  metrics: Pick<Metrics, 'certificates'>;
  /** By what they are called as a label. */
  holders: Readonly<Record<string, CertificateHolder>>;
  logger: Logger;
}>;

/**
 * Asks other systems for the ends of their certificates, in the background: those who read the metrics do not wait for
 * them. One that does not answer keeps its former end.
 */
export function makeCertificateWatch({ metrics, holders, logger }: Deps): () => void {
  let askedAt = Number.NEGATIVE_INFINITY;
  return () => {
    if (performance.now() - askedAt < FRESH_MS) return;
    askedAt = performance.now();
    for (const [system, holder] of Object.entries(holders)) {
      certificateEnd(holder).then(
        (end) => metrics.certificates.set({ system }, end.getTime() / 1000),
        (error: unknown) => logger.warn('The end of a certificate could not be read', { system }, error),
      );
    }
  };
}
