import { chooseInvited } from '../../domain/invitation/choose-invited.ts';
import { expiryOfInvitation } from '../../domain/invitation/invitation-lifetime.ts';
import { type InviteAcrossOrganizations, isReachedAtOnce } from '../../domain/people/reached-at-once.ts';
import type { User } from '../../domain/people/user.ts';
import { emailKey } from '../../domain/shared/email-address.ts';
import type { Language } from '../../domain/shared/language.ts';
import { makeQueueMail } from '../notification/queue-mail.ts';
import type { Actor } from '../shared/actor.ts';
import { ensureRoom } from '../shared/ensure-room.ts';
import type { MailSettings } from '../shared/settings/mail-settings.ts';
import type { Clock, IdGenerator } from '../shared/system.ts';
import type { ActionCounters } from '../shared/throttling/action-counters.ts';
import { makeCountAction } from '../shared/throttling/count-action.ts';
import type { UnitOfWork } from '../unit-of-work.ts';
import type { Held, InvitationKind, KindTypes } from './invitation-kind.ts';
import { type InvitationView, viewInvitation } from './invitation-view.ts';
import type { InviteOutcome } from './invite-outcome.ts';

export type SendDeps<K extends KindTypes> = {
  unitOfWork: UnitOfWork<K['stores']>;
  clock: Clock;
  ids: IdGenerator;
  actionCounters: ActionCounters;
  mailSettings: MailSettings;
  inviteAcrossOrganizations: InviteAcrossOrganizations;
};

type Outcome<K extends KindTypes> = InviteOutcome<InvitationView<K['invitation']>, K['accessId']>;

/** Invites people by address, resends invitations, and withdraws them. */
export function makeSendInvitations<K extends KindTypes>(
  kind: InvitationKind<K>,
  { unitOfWork, clock, ids, actionCounters, mailSettings, inviteAcrossOrganizations: across }: SendDeps<K>,
) {
  type Stores = K['stores'];
  type Invitation = K['invitation'];
  type Wanted = { readonly email: string; readonly role: Invitation['role'] };
  const queueMail = makeQueueMail({ clock, ids });
  const countAction = makeCountAction({ actionCounters, clock });

  /** The accounts with that address that get accesses at once; others are to the actor as if they were not. */
  const listReached = async ({ users }: Stores, actor: Actor, email: string): Promise<readonly User[]> =>
    (await users.listByEmail(email)).filter((user) => isReachedAtOnce(actor, user, across));

  /** Gives a person with an account the access, and deletes their invitation; undefined without an account. */
  const admit = async (
    stores: Stores,
    actor: Actor,
    { place }: Held<K>,
    { email, role }: Wanted,
  ): Promise<Outcome<K> | undefined> => {
    const known = chooseInvited(
      await listReached(stores, actor, email),
      `${kind.invitation}.ambiguous_email`,
    );
    if (!known) return undefined;
    const at = clock.now();
    const accessId = ids.next<K['accessId']>();
    await ensureRoom(stores, { kind: kind.bounds.accesses, id: place.id });
    await kind.admit(stores, place, { id: accessId, userId: known.id, role, createdAt: at, updatedAt: at });
    await kind.repository(stores).deleteFor(place.id, email);
    const event = { at, action: `${kind.access}.granted`, subjectId: known.id, details: { role } } as const;
    await stores.audit.append(actor, { ...kind.about(place, actor), ...event });
    return { outcome: 'access_created', accessId };
  };

  const note = (
    stores: Stores,
    actor: Actor,
    { place }: Pick<Held<K>, 'place'>,
    { email, role }: Invitation,
    event: { readonly action: 'sent' | 'refreshed' | 'withdrawn'; readonly at: Date },
  ): Promise<void> =>
    stores.audit.append(actor, {
      ...kind.about(place, actor),
      at: event.at,
      action: `${kind.invitation}.${event.action}`,
      details: { email, role },
    });

  const send = async (
    stores: Stores,
    actor: Actor,
    held: Held<K>,
    invitation: Invitation,
    { action, language }: { readonly action: 'sent' | 'refreshed'; readonly language: Language },
  ): Promise<Outcome<K>> => {
    const { id, email: recipient, role, updatedAt: at } = invitation;
    const content = kind.mail(held.place, role, mailSettings.siteUrl);
    await queueMail(stores, { recipient, language, invitationId: id, content });
    await note(stores, actor, held, invitation, { action, at });
    const abilities = kind.abilities(held.role, invitation);
    return {
      outcome: 'invited',
      invitation: viewInvitation({ ...invitation, mail: 'waiting', mailReason: null }, abilities, at),
    };
  };

  /**
   * Counts a mail to somebody whom the actor reaches by mail only, by who causes it and by address, before the transaction that sends it.
   * `decide` refuses those who may not send it: they use nobody's share up.
   */
  const countMail = async (
    actor: Actor,
    decide: (stores: Stores) => Promise<{ readonly email: string; readonly refreshed?: Invitation['id'] }>,
  ): Promise<void> => {
    const mail = await unitOfWork.run(async (stores) => {
      const { email, refreshed } = await decide(stores);
      const recipient = email.toLowerCase();
      const isStranger = (await listReached(stores, actor, recipient)).length === 0;
      return isStranger ? { recipient, refreshed } : undefined;
    });
    if (!mail) return;
    if (mail.refreshed !== undefined) await countAction('invitation_refresh', mail.refreshed);
    await countAction('mail_by', actor.userId);
    await countAction('mail_to', mail.recipient);
  };

  return {
    /**
     * Gives a person an access to a place: at once when they have an account that the actor reaches (contract/rest-api.md D22),
     * else by an invitation, mailed in the actor's language, that the person's sign-in turns into the access.
     *
     * @throws DomainError when the place is unknown or the actor may not invite, `….ambiguous_email`, `….already_exists`
     *   of the invitation or the access, `list.full`, `request.throttled` after too many mails to strangers or to this one
     */
    invite: async (actor: Actor, ref: K['ref'], wanted: Wanted): Promise<Outcome<K>> => {
      await countMail(actor, async (stores) => {
        const { role } = await kind.hold(stores, actor, ref);
        kind.ensureMayInvite(role, wanted.role);
        return wanted;
      });
      return unitOfWork.run(async (stores) => {
        const held = await kind.hold(stores, actor, ref);
        kind.ensureMayInvite(held.role, wanted.role);
        const { role } = wanted;
        const email = emailKey(wanted.email);
        const admitted = await admit(stores, actor, held, { email, role });
        if (admitted) return admitted;
        const now = clock.now();
        const id = ids.next<Invitation['id']>();
        const dates = { expiresAt: expiryOfInvitation(now), createdAt: now, updatedAt: now };
        const facts = { id, email, role, issuerId: actor.userId, ...dates };
        const invitation = kind.newInvitation(held.place, facts);
        await ensureRoom(stores, { kind: kind.bounds.invitations, id: held.place.id });
        await kind.repository(stores).insert(invitation);
        return send(stores, actor, held, invitation, { action: 'sent', language: actor.language });
      });
    },

    /**
     * Renews an invitation's lifetime and resends its mail, in the language of its issuer. A person who has an account
     * by now gets the access at once.
     *
     * @throws DomainError as `invite`, `….not_found`, and `request.throttled` soon after the last one
     */
    refresh: async (actor: Actor, ref: K['ref'], id: Invitation['id']): Promise<Outcome<K>> => {
      await countMail(actor, async (stores) => {
        const { found, role } = await kind.holdWith(stores, actor, ref, id);
        kind.ensureMayInvite(role, found.role);
        return { email: found.email, refreshed: id };
      });
      return unitOfWork.run(async (stores) => {
        const { found, ...held } = await kind.holdWith(stores, actor, ref, id);
        kind.ensureMayInvite(held.role, found.role);
        const admitted = await admit(stores, actor, held, found);
        if (admitted) return admitted;
        const now = clock.now();
        const invitation = { ...found, expiresAt: expiryOfInvitation(now), updatedAt: now };
        await kind.repository(stores).update(invitation);
        const issuer = await stores.users.find(found.issuerId);
        const language = issuer?.language ?? mailSettings.defaultLanguage;
        return send(stores, actor, held, invitation, { action: 'refreshed', language });
      });
    },

    /** @throws DomainError `….not_found`, and when the actor may not manage invitations */
    withdraw: (actor: Actor, ref: K['ref'], id: Invitation['id']): Promise<void> =>
      unitOfWork.run(async (stores) => {
        const { found, place } = await kind.holdWith(stores, actor, ref, id);
        await kind.repository(stores).delete(id);
        await note(stores, actor, { place }, found, { action: 'withdrawn', at: clock.now() });
      }),
  };
}
