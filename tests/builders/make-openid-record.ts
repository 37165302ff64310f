import type { OpenidRecord } from '../../src/application/identity/provider/openid-records.ts';
import { minutesLater } from './moments.ts';
import { newId } from './new-id.ts';

/** An access token of nobody, unless told otherwise. */
export const makeOpenidRecord = (given: Partial<OpenidRecord> = {}): OpenidRecord => ({
  model: 'AccessToken',
  id: newId<string>(),
  uid: null,
  grantId: null,
  mailboxId: null,
  clientId: 'intranet',
  expiresAt: minutesLater(60),
  payload: { kind: 'AccessToken', scope: 'openid', nested: { list: [1, 'two', null] } },
  session: null,
  ...given,
});
