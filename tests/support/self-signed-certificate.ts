import { generateKeyPairSync, sign } from 'node:crypto';
import { der, ECDSA_WITH_SHA256, OID, pem, sequence, utcTime, utf8 } from './der.ts';

/** A key and its self-signed certificate (RFC 5280), for these hosts and 127.0.0.1, valid for a day. */
export function makeSelfSignedCertificate(hosts: readonly string[] = ['localhost']): {
  readonly key: string;
  readonly cert: string;
} {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const name = sequence(der(0x31, sequence(OID.commonName, utf8('localhost'))));
  const day = 24 * 60 * 60 * 1000;
  const validity = sequence(utcTime(new Date(Date.now() - day / 2)), utcTime(new Date(Date.now() + day / 2)));
  const alternativeNames = sequence(
    ...hosts.map((host) => der(0x82, Buffer.from(host))),
    der(0x87, Buffer.of(127, 0, 0, 1)),
  );
  const authority = sequence(der(0x01, Buffer.of(0xff)));
  const extensions = sequence(
    sequence(OID.subjectAltName, der(0x04, alternativeNames)),
    sequence(OID.basicConstraints, der(0x04, authority)),
  );
  const body = sequence(
    der(0xa0, der(0x02, Buffer.of(2))),
    der(0x02, Buffer.of(1)),
    ECDSA_WITH_SHA256,
    name,
    validity,
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, extensions),
  );
  const signature = Buffer.concat([Buffer.of(0), sign('sha256', body, privateKey)]);
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: pem('CERTIFICATE', sequence(body, ECDSA_WITH_SHA256, der(0x03, signature))),
  };
}
