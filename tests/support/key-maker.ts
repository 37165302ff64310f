import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { der, ECDSA_WITH_SHA256, OID, oid, pem, sequence, utcTime, utf8 } from './der.ts';

/** `id-fido-gen-ce-aaguid`: the model that a certificate attests. */
const MODEL = oid('2b0601040182e51c010104');

const set = (type: Buffer, value: Buffer) => der(0x31, sequence(type, value));

/** A name whose unit is what attestation certificates have to say (Web Authentication, section 8.2.1). */
const nameOf = (organization: string, commonName: string) =>
  sequence(
    set(OID.country, der(0x13, Buffer.from('FR'))),
    set(OID.organization, utf8(organization)),
    set(OID.organizationalUnit, utf8('Authenticator Attestation')),
    set(OID.commonName, utf8(commonName)),
  );

type Certified = Readonly<{ name: Buffer; key: KeyObject; isAuthority: boolean; model?: Buffer }>;
type Issuer = Readonly<{ name: Buffer; privateKey: KeyObject }>;
type Validity = Readonly<{ from: Date; to: Date }>;

/** Long enough for the clocks of all tests. */
const LONG: Validity = { from: new Date('2020-01-01T00:00:00Z'), to: new Date('2049-01-01T00:00:00Z') };

let serial = 1;

/** A certificate in DER (RFC 5280, version 3). */
function certify(
  { name, key, isAuthority, model }: Certified,
  issuer: Issuer,
  { from, to }: Validity,
): Buffer {
  const constraints = isAuthority ? sequence(der(0x01, Buffer.of(0xff))) : sequence();
  const extensions = [sequence(OID.basicConstraints, der(0x04, constraints))];
  if (model) extensions.push(sequence(MODEL, der(0x04, der(0x04, model))));
  serial += 1;
  const body = sequence(
    der(0xa0, der(0x02, Buffer.of(2))),
    der(0x02, Buffer.of(serial % 128)),
    ECDSA_WITH_SHA256,
    issuer.name,
    sequence(utcTime(from), utcTime(to)),
    name,
    key.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(...extensions)),
  );
  const signature = Buffer.concat([Buffer.of(0), sign('sha256', body, issuer.privateKey)]);
  return sequence(body, ECDSA_WITH_SHA256, der(0x03, signature));
}

/** What a device adds to the data of a new key: who made it, in the format `packed`. */
type Attestation = Map<string, number | Uint8Array | Uint8Array[]>;

/** A maker of security keys, whose certificates attest the models that it makes. */
export type KeyMaker = Readonly<{
  /** Its root, in PEM. */
  root: string;
  /** Attests a key of that model, by the data that are signed. */
  attest: (signed: Buffer, model: Buffer) => Attestation;
}>;

type Options = Readonly<{
  name?: string;
  /** Whether another authority of the maker stands between its root and its keys. */
  hasIntermediate?: boolean;
  /** Of the certificates of keys. */
  validity?: Validity;
  /** Whether the certificate in between may issue others, as it should. */
  isIntermediateAuthority?: boolean;
}>;

const newKey = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });

export function makeKeyMaker({
  name = 'Clés de Varzy',
  hasIntermediate = false,
  validity = LONG,
  isIntermediateAuthority = true,
}: Options = {}): KeyMaker {
  const [rootKey, middleKey, deviceKey] = [newKey(), newKey(), newKey()];
  const rootName = nameOf(name, `${name} Root`);
  const rootIssuer = { name: rootName, privateKey: rootKey.privateKey };
  const root = certify({ name: rootName, key: rootKey.publicKey, isAuthority: true }, rootIssuer, LONG);
  const middleName = nameOf(name, `${name} Batch`);
  const middle = certify(
    { name: middleName, key: middleKey.publicKey, isAuthority: isIntermediateAuthority },
    rootIssuer,
    LONG,
  );
  const issuer = hasIntermediate ? { name: middleName, privateKey: middleKey.privateKey } : rootIssuer;
  return {
    root: pem('CERTIFICATE', root),
    attest: (signed, model) => {
      const device = nameOf(name, `${name} Key`);
      const leaf = certify(
        { name: device, key: deviceKey.publicKey, isAuthority: false, model },
        issuer,
        validity,
      );
      return new Map<string, number | Uint8Array | Uint8Array[]>([
        ['alg', -7],
        ['sig', new Uint8Array(sign('sha256', signed, deviceKey.privateKey))],
        ['x5c', [leaf, ...(hasIntermediate ? [middle] : [])].map((bytes) => new Uint8Array(bytes))],
      ]);
    },
  };
}
