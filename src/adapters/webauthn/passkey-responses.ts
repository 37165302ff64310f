import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import { z } from 'zod';

/** Longest member, in characters: certificates of makers are some thousands. */
const LONGEST = 65_536;
/** A credential id has 1023 bytes at most (Web Authentication, section 4). */
const LONGEST_ID = 1_364;

const base64url = z
  .string()
  .max(LONGEST)
  .regex(/^[\w-]+$/);
const id = base64url.max(LONGEST_ID);
const common = { id, rawId: id, type: z.literal('public-key') };

/** A hint for browsers, which may come to be more (Web Authentication, section 5.8.4). */
const transport = z.enum(['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb']);

/** Those of some names that browsers know. */
export const knownTransports = (names: readonly string[]) =>
  names.flatMap((name) => transport.safeParse(name).data ?? []);

const newPasskey = z.object({
  ...common,
  response: z.object({
    clientDataJSON: base64url,
    attestationObject: base64url,
    transports: z.array(z.string()).max(20).catch([]).default([]),
  }),
});

const proof = z.object({
  ...common,
  response: z.object({
    clientDataJSON: base64url,
    authenticatorData: base64url,
    signature: base64url,
    userHandle: base64url.max(100).nullish(),
  }),
});

const clientData = z.object({
  challenge: z.string().min(1).max(200),
  crossOrigin: z.boolean().nullish(),
  topOrigin: z.unknown().optional(),
});

/** What the browser says it was asked; undefined for a request out of a page within another site's. */
export function clientDataOf(written: string): { readonly challenge: string } | undefined {
  try {
    const read = clientData.safeParse(JSON.parse(Buffer.from(written, 'base64url').toString('utf8'))).data;
    return read && !read.crossOrigin && read.topOrigin === undefined ? read : undefined;
  } catch {
    return undefined;
  }
}

/** A response to the enrolment of a passkey, as far as we read it; undefined for anything else. */
export function readEnrolment(response: unknown): RegistrationResponseJSON | undefined {
  const read = newPasskey.safeParse(response).data;
  if (!read || !clientDataOf(read.response.clientDataJSON)) return undefined;
  const transports = knownTransports(read.response.transports);
  return { ...read, response: { ...read.response, transports }, clientExtensionResults: {} };
}

/** A response to the request for a proof; undefined for anything else. */
export function readProof(response: unknown): AuthenticationResponseJSON | undefined {
  const read = proof.safeParse(response).data;
  if (!read || !clientDataOf(read.response.clientDataJSON)) return undefined;
  const { userHandle, ...of } = read.response;
  return { ...read, response: { ...of, ...(userHandle ? { userHandle } : {}) }, clientExtensionResults: {} };
}
