/** A DER element (ITU-T X.690): tag, length, content. */
export function der(tag: number, ...content: readonly Buffer[]): Buffer {
  const body = Buffer.concat(content);
  if (body.length < 0x80) return Buffer.concat([Buffer.of(tag, body.length), body]);
  const length = Buffer.from(body.length.toString(16).padStart(4, '0'), 'hex');
  return Buffer.concat([Buffer.of(tag, 0x80 | length.length), length, body]);
}
export const sequence = (...content: readonly Buffer[]) => der(0x30, ...content);
export const oid = (hex: string) => der(0x06, Buffer.from(hex, 'hex'));
/** Of 1950 to 2049. */
export const utcTime = (date: Date) =>
  der(0x17, Buffer.from(`${date.toISOString().replace(/[-:T]/g, '').slice(2, 14)}Z`));
export const utf8 = (text: string) => der(0x0c, Buffer.from(text));

/** Object identifiers of certificates (RFC 5280, RFC 5758). */
export const OID = {
  commonName: oid('550403'),
  country: oid('550406'),
  organization: oid('55040a'),
  organizationalUnit: oid('55040b'),
  subjectAltName: oid('551d11'),
  basicConstraints: oid('551d13'),
};

export const ECDSA_WITH_SHA256 = sequence(oid('2a8648ce3d040302'));

export const pem = (label: string, content: Buffer) =>
  `-----BEGIN ${label}-----\n${content.toString('base64').replace(/.{64}/g, '$&\n')}\n-----END ${label}-----\n`;
