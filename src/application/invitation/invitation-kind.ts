import type { AuditEvent } from '../../domain/audit/audit-entry.ts';
import type { Invitation, InvitationAbilities } from '../../domain/invitation/invitation.ts';
import type { MailDomainId, TeamId, UserId } from '../../domain/shared/ids.ts';
import type { BoundedKind } from '../../domain/shared/stored-bounds.ts';
import type { MailContent } from '../notification/mail-content.ts';
import type { Actor } from '../shared/actor.ts';
import type { Repositories } from '../unit-of-work.ts';
import type { SentInvitationRepository } from './invitation-repository.ts';

/** The types of invitations to places of one kind: to teams, or to mail domains. */
export type KindTypes = {
  /** What a place is called by: the id of a team, the slug of a mail domain. */
  ref: string;
  place: Readonly<{ id: TeamId | MailDomainId }>;
  invitation: Invitation;
  accessId: string;
  stores: Pick<Repositories, 'users' | 'outgoingMails' | 'outbox' | 'audit' | 'storedCounts'>;
};

/** A place that is locked, and what the actor is in it. */
export type Held<K extends KindTypes> = {
  readonly place: K['place'];
  readonly role: K['invitation']['role'];
};

/** An access given to somebody who is invited, but for what it is to. */
type Admission<K extends KindTypes> = Readonly<{
  id: K['accessId'];
  userId: UserId;
  role: K['invitation']['role'];
  createdAt: Date;
  updatedAt: Date;
}>;

/** In what invitations to teams and to mail domains differ. */
export type InvitationKind<K extends KindTypes> = Readonly<{
  /** What codes and audit actions begin with. */
  invitation: 'team_invitation' | 'mail_domain_invitation';
  access: 'team_access' | 'mail_domain_access';
  bounds: Readonly<{ invitations: BoundedKind; accesses: BoundedKind }>;
  /** @throws DomainError where there is no such place */
  hold: (stores: K['stores'], actor: Actor, ref: K['ref']) => Promise<Held<K>>;
  /** The same with one invitation to it. @throws DomainError unless the actor may have it sent again or take it back */
  holdWith: (
    stores: K['stores'],
    actor: Actor,
    ref: K['ref'],
    id: K['invitation']['id'],
  ) => Promise<Held<K> & { readonly found: K['invitation'] }>;
  /** @throws DomainError unless somebody who has `role` may invite somebody as `granted` */
  ensureMayInvite: (role: K['invitation']['role'], granted: K['invitation']['role']) => void;
  abilities: (role: K['invitation']['role'], invitation: K['invitation']) => InvitationAbilities;
  repository: (stores: K['stores']) => SentInvitationRepository<K['place']['id'], K['invitation']>;
  newInvitation: (
    place: K['place'],
    facts: Invitation<K['invitation']['id'], K['invitation']['role']>,
  ) => K['invitation'];
  /** Stores the access, and queues what others are told of it. */
  admit: (stores: K['stores'], place: K['place'], access: Admission<K>) => Promise<void>;
  about: (place: K['place'], by: Actor) => Pick<AuditEvent, 'objectId' | 'label' | 'organizationId'>;
  mail: (place: K['place'], role: K['invitation']['role'], link: string) => MailContent;
}>;
