import {
  abilitiesBeside,
  IDENTITY_ACTIONS,
  refusalsWithoutIdentity,
} from '../../../domain/mailbox/mailbox-access.ts';
import { type GetMailbox, makeGetMailbox } from '../../mailbox/read-mailboxes.ts';
import type { Repositories, UnitOfWork } from '../../unit-of-work.ts';
import { findPasswordOwner } from './password-owner.ts';
import type { PasswordSettings } from './password-settings.ts';

type Deps = Parameters<typeof makeGetMailbox>[0] & {
  unitOfWork: UnitOfWork<Pick<Repositories, 'mailboxes' | 'mailDomains' | 'organizations'>>;
  passwordSettings: Pick<PasswordSettings, 'isOffered'>;
};

/**
 * A mailbox as `GetMailbox`, whose abilities also know whether its owner has an identity here, as their actions do: its
 * lists do not ask.
 *
 * @throws DomainError as `GetMailbox`
 */
export const makeShowMailbox = (deps: Deps): GetMailbox => {
  const { unitOfWork, passwordSettings } = deps;
  const getMailbox = makeGetMailbox(deps);
  return async (actor, slug, id) => {
    const mailbox = await getMailbox(actor, slug, id);
    if (IDENTITY_ACTIONS.every((action) => !mailbox.abilities[action])) return mailbox;
    const owner =
      passwordSettings.isOffered &&
      (await unitOfWork.run((stores) => findPasswordOwner(stores, id, { locks: false })));
    if (owner) return mailbox;
    const refusals = refusalsWithoutIdentity(mailbox.refusals);
    return { ...mailbox, refusals, abilities: abilitiesBeside(refusals) };
  };
};
