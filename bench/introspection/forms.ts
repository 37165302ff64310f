/** A form of introspection answers, and the application's settings for it. */
export type Form = Readonly<{
  name: string;
  /** Undefined where the answer is plain JSON. */
  signing: 'ES256' | undefined;
  /** Undefined where it is not encrypted. */
  encryption: Readonly<{ alg: 'RSA-OAEP' | 'ECDH-ES'; enc: 'A256GCM' }> | undefined;
  /** CPU of the reference for such a request at its best setting, in ms, where it was measured. */
  referenceCpuMs?: number;
}>;

/** The measured forms, in this order: both forms of encryption contain a signed answer. */
export const FORMS: readonly Form[] = [
  { name: 'introspection-json', signing: undefined, encryption: undefined, referenceCpuMs: 45 },
  { name: 'introspection-jws', signing: 'ES256', encryption: undefined },
  {
    name: 'introspection-jwe-rsa-oaep',
    signing: 'ES256',
    encryption: { alg: 'RSA-OAEP', enc: 'A256GCM' },
    referenceCpuMs: 96,
  },
  { name: 'introspection-jwe-ecdh-es', signing: 'ES256', encryption: { alg: 'ECDH-ES', enc: 'A256GCM' } },
];

export function formNamed(name: string | undefined): Form {
  const form = FORMS.find((candidate) => candidate.name === name);
  if (!form) throw new Error(`no form ${name}`);
  return form;
}
