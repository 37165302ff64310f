import { z } from 'zod';
import { unexpectedAnswer } from './server-failures.ts';

/** Far more than a key agreement with the largest curve needs. */
const LONGEST_HEADER = 4096;

const headerSchema = z.looseObject({
  alg: z.string(),
  enc: z.string().optional(),
  kid: z.string().optional(),
  cty: z.string().optional(),
});
export type CompactHeader = z.output<typeof headerSchema>;

/**
 * The header of a compact JWS or JWE, read before any cryptography. It must not change how the rest is read: no critical
 * extension (`crit`), no compression, no unencoded payload.
 *
 * @throws DomainError `identity_provider.unexpected`
 */
export function readCompactHeader(encoded: string): CompactHeader {
  if (encoded.length > LONGEST_HEADER) throw unexpectedAnswer('header: too long');
  let read: unknown;
  try {
    read = JSON.parse(Buffer.from(encoded, 'base64url').toString('utf8'));
  } catch {
    throw unexpectedAnswer('header: not JSON');
  }
  const parsed = headerSchema.safeParse(read);
  if (!parsed.success) throw unexpectedAnswer('header: not that of a JWS or JWE');
  const odd = ['crit', 'zip', 'b64'].find((name) => name in parsed.data);
  if (odd !== undefined) throw unexpectedAnswer(`header: ${odd} is not taken`);
  return parsed.data;
}
