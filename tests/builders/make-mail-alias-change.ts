import type { MailAliasChange } from '../../src/domain/alias/mail-alias-change.ts';
import { BY_JOB } from '../../src/domain/audit/audit-entry.ts';
import type { MailAliasChangeId } from '../../src/domain/shared/ids.ts';
import { CREATED_AT } from './moments.ts';
import { newId } from './new-id.ts';

type Given = Pick<MailAliasChange, 'mailDomainId'> & Partial<MailAliasChange>;

/** A creation that was not tried yet. */
export const makeMailAliasChange = (given: Given): MailAliasChange => ({
  id: newId<MailAliasChangeId>(),
  kind: 'creation',
  localPart: 'contact',
  destination: 'a@a.fr',
  progress: { state: 'open', attempts: 0, trouble: null },
  author: BY_JOB,
  createdAt: CREATED_AT,
  updatedAt: CREATED_AT,
  ...given,
});
