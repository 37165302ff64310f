import type { Authenticator, Passkey, Totp } from '../../../domain/identity/authenticator.ts';
import type { AuthenticatorId, MailboxId } from '../../../domain/shared/ids.ts';
import { isUnreadable } from '../../../domain/shared/unreadable.ts';
import { TABLE_RULES } from '../../storage/all-table-rules.ts';
import { defineTable } from '../engine/define-table.ts';
import type { SecretBox } from '../engine/secret-box.ts';

/** A row; what belongs to the other kind is null. */
type AuthenticatorRow = Readonly<{
  id: AuthenticatorId;
  mailboxId: MailboxId;
  kind: Authenticator['kind'];
  name: string;
  createdAt: Date;
  lastUsedAt: Date | null;
  sealedSecret: Buffer | null;
  lastStep: number | null;
  credentialId: string | null;
  publicKey: string | null;
  /** The driver reads a bigint as text. */
  signCount: string | null;
  transports: readonly string[] | null;
  isBackedUp: boolean | null;
  isHardware: boolean | null;
  aaguid: string | null;
  rpId: string | null;
}>;

export const AUTHENTICATOR = defineTable<AuthenticatorRow>()(TABLE_RULES.authenticator, 'a', {
  id: { type: 'uuid' },
  mailboxId: { type: 'uuid', fixed: true },
  kind: { type: 'text', fixed: true },
  name: { type: 'text' },
  createdAt: { type: 'timestamptz', fixed: true },
  lastUsedAt: { type: 'timestamptz' },
  sealedSecret: { type: 'bytea', fixed: true },
  lastStep: { type: 'integer' },
  credentialId: { type: 'text', fixed: true },
  publicKey: { type: 'text', fixed: true },
  signCount: { type: 'bigint' },
  transports: { type: 'text[]', fixed: true },
  isBackedUp: { type: 'boolean' },
  isHardware: { type: 'boolean', fixed: true },
  aaguid: { type: 'text', fixed: true },
  rpId: { type: 'text', fixed: true },
});

const NOTHING = {
  sealedSecret: null,
  lastStep: null,
  credentialId: null,
  publicKey: null,
  signCount: null,
  transports: null,
  isBackedUp: null,
  isHardware: null,
  aaguid: null,
  rpId: null,
} as const;

/** The secret of an application is sealed for its own row. One that no key opens is not written again (`fixed`). */
export function authenticatorRow(authenticator: Authenticator, secretBox: SecretBox): AuthenticatorRow {
  if (authenticator.kind === 'passkey') {
    return { ...NOTHING, ...authenticator, signCount: String(authenticator.signCount) };
  }
  const { secret, ...totp } = authenticator;
  const sealedSecret = isUnreadable(secret) ? null : secretBox.seal(secret, totp.id);
  return { ...NOTHING, ...totp, sealedSecret };
}

/** @throws Error for a row that the constraints of the table do not let in */
export function toAuthenticator(row: AuthenticatorRow, secretBox: SecretBox): Authenticator {
  return row.kind === 'totp' ? toTotp(row, secretBox) : toPasskey(row);
}

function toTotp(row: AuthenticatorRow, secretBox: SecretBox): Totp {
  const { id, mailboxId, name, createdAt, lastUsedAt, sealedSecret, lastStep } = row;
  if (sealedSecret === null || lastStep === null) throw new Error(`Authenticator ${id} has no secret`);
  const secret = secretBox.read(sealedSecret, id);
  return { kind: 'totp', id, mailboxId, name, createdAt, lastUsedAt, secret, lastStep };
}

/** @throws Error as `toAuthenticator` */
export function toPasskey(row: AuthenticatorRow): Passkey {
  const { id, mailboxId, name, createdAt, lastUsedAt } = row;
  const { credentialId, publicKey, signCount, transports, isBackedUp, isHardware, aaguid, rpId } = row;
  if (
    credentialId === null ||
    publicKey === null ||
    signCount === null ||
    transports === null ||
    isBackedUp === null ||
    isHardware === null ||
    aaguid === null ||
    rpId === null
  )
    throw new Error(`Authenticator ${id} has no key`);
  return {
    kind: 'passkey',
    id,
    mailboxId,
    name,
    createdAt,
    lastUsedAt,
    credentialId,
    publicKey,
    signCount: Number(signCount),
    transports,
    isBackedUp,
    isHardware,
    aaguid,
    rpId,
  };
}
