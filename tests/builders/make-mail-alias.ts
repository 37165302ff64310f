import type { MailAlias } from '../../src/domain/alias/mail-alias.ts';
import type { MailAliasId } from '../../src/domain/shared/ids.ts';
import { CREATED_AT } from './moments.ts';
import { newId } from './new-id.ts';

type Given = Pick<MailAlias, 'mailDomainId'> & Partial<MailAlias>;

/** An alias of a local part of its own. */
export const makeMailAlias = (given: Given): MailAlias => {
  const id = newId<MailAliasId>();
  return {
    id,
    localPart: `alias.${id}`,
    destination: 'somebody@commune.example',
    createdAt: CREATED_AT,
    updatedAt: CREATED_AT,
    ...given,
  };
};
