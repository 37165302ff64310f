import type { AuditEvent } from '../../domain/audit/audit-entry.ts';
import type { Invitation, InvitationAbilities } from '../../domain/invitation/invitation.ts';
import type { MailDomainId, TeamId, UserId } from '../../domain/shared/ids.ts';
import type { BoundedKind } from '../../domain/shared/stored-bounds.ts';
import type { MailContent } from '../notification/mail-content.ts';
import type { Actor } from '../shared/actor.ts';
import type { Repositories } from '../unit-of-work.ts';
import type { SentInvitationRepository } from './invitation-repository.ts';

/** The types of invitations of one kind: to teams, or to mail domains. */
export type KindTypes = {
  /** The key of a place in requests: the id of a team, the slug of a mail domain. */
  ref: string;
  place: Readonly<{ id: TeamId | MailDomainId }>;
  invitation: Invitation;
  accessId: string;
  stores: Pick<Repositories, 'users' | 'outgoingMails' | 'outbox' | 'audit' | 'storedCounts'>;
};

/** A locked place, and the actor's role in it. */
export type Held<K extends KindTypes> = {
  readonly place: K['place'];
  readonly role: K['invitation']['role'];
};

/** An access for an invited person, without its place. */
type Admission<K extends KindTypes> = Readonly<{
  id: K['accessId'];
  userId: UserId;
  role: K['invitation']['role'];
  createdAt: Date;
  updatedAt: Date;
}>;

/** The differences between invitations to teams and to mail domains. */
export type InvitationKind<K extends KindTypes> = Readonly<{
  /** Prefix of codes and audit actions. */
  invitation: 'team_invitation' | 'mail_domain_invitation';
  access: 'team_access' | 'mail_domain_access';
  bounds: Readonly<{ invitations: BoundedKind; accesses: BoundedKind }>;
  /** @throws DomainError when there is no such place */
  hold: (stores: K['stores'], actor: Actor, ref: K['ref']) => Promise<Held<K>>;
  /** As `hold`, with one of its invitations. @throws DomainError unless the actor may resend or withdraw it */
  holdWith: (
    stores: K['stores'],
    actor: Actor,
    ref: K['ref'],
    id: K['invitation']['id'],
  ) => Promise<Held<K> & { readonly found: K['invitation'] }>;
  /** @throws DomainError unless a person with `role` may invite somebody as `granted` */
  ensureMayInvite: (role: K['invitation']['role'], granted: K['invitation']['role']) => void;
  abilities: (
    role: K['invitation']['role'],
    invitation: K['invitation'],
  ) => InvitationAbilities<K['invitation']['role']>;
  repository: (stores: K['stores']) => SentInvitationRepository<K['place']['id'], K['invitation']>;
  newInvitation: (
    place: K['place'],
    facts: Invitation<K['invitation']['id'], K['invitation']['role']>,
  ) => K['invitation'];
  /** Stores the access, and queues the notifications of it. */
  admit: (stores: K['stores'], place: K['place'], access: Admission<K>) => Promise<void>;
  about: (place: K['place'], by: Actor) => Pick<AuditEvent, 'objectId' | 'label' | 'organizationId'>;
  mail: (place: K['place'], role: K['invitation']['role'], link: string) => MailContent;
}>;
