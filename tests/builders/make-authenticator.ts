import type { Passkey, Totp } from '../../src/domain/identity/authenticator.ts';
import type { AuthenticatorId, MailboxId } from '../../src/domain/shared/ids.ts';
import { CREATED_AT } from './moments.ts';
import { newId } from './new-id.ts';

/** An authenticator application that nobody has used yet. */
export const makeTotp = (given: Partial<Totp> = {}): Totp => ({
  kind: 'totp',
  id: newId<AuthenticatorId>(),
  mailboxId: newId<MailboxId>(),
  name: 'Téléphone',
  createdAt: CREATED_AT,
  lastUsedAt: null,
  secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
  lastStep: 1,
  ...given,
});

/** A passkey that nobody has used yet. */
export const makePasskey = (given: Partial<Passkey> = {}): Passkey => ({
  kind: 'passkey',
  id: newId<AuthenticatorId>(),
  mailboxId: newId<MailboxId>(),
  name: 'Ordinateur',
  createdAt: CREATED_AT,
  lastUsedAt: null,
  credentialId: newId().replaceAll('-', '_'),
  publicKey: 'pQECAyYgASFYIA',
  signCount: 0,
  transports: ['internal', 'hybrid'],
  isBackedUp: true,
  isHardware: false,
  aaguid: '00000000-0000-0000-0000-000000000000',
  rpId: 'regie.test',
  ...given,
});
