import type { MailContent } from '../../application/notification/mailer.ts';
import type { Language } from '../../domain/shared/language.ts';

type RoleIn<Kind extends MailContent['kind']> = Extract<MailContent, { kind: Kind; role: string }>['role'];

/** `name` stands in the middle of a sentence, with its article where the language wants one. */
type RoleWording = Readonly<{ name: string; meaning: string }>;

export const TEAM_ROLE_WORDING: Readonly<
  Record<Language, Readonly<Record<RoleIn<'team_invitation'>, RoleWording>>>
> = {
  'en-us': {
    member: {
      name: 'a member',
      meaning: 'A member sees the group and the people in it.',
    },
    administrator: {
      name: 'an administrator',
      meaning: 'An administrator can rename the group, add and remove people and choose their roles.',
    },
    owner: {
      name: 'an owner',
      meaning:
        'An owner can do everything in the group: manage its people and their roles, rename it and delete it.',
    },
  },
  'fr-fr': {
    member: {
      name: 'membre',
      meaning: 'Un membre voit le groupe et les personnes qui en font partie.',
    },
    administrator: {
      name: 'administrateur',
      meaning:
        'Un administrateur peut renommer le groupe, ajouter ou retirer des personnes et choisir leur rôle.',
    },
    owner: {
      name: 'propriétaire',
      meaning:
        'Un propriétaire peut tout faire dans le groupe\u00a0: gérer les personnes et leur rôle, le renommer et le supprimer.',
    },
  },
};

export const MAIL_DOMAIN_ROLE_WORDING: Readonly<
  Record<Language, Readonly<Record<RoleIn<'mail_domain_invitation'>, RoleWording>>>
> = {
  'en-us': {
    viewer: {
      name: 'a viewer',
      meaning: 'A viewer sees the domain, its mailboxes and its aliases.',
    },
    administrator: {
      name: 'an administrator',
      meaning: 'An administrator manages the mailboxes and aliases of the domain and invites people.',
    },
    owner: {
      name: 'an owner',
      meaning:
        'An owner manages the mailboxes and aliases of the domain and decides who has access to it, other owners included.',
    },
  },
  'fr-fr': {
    viewer: {
      name: 'lecteur',
      meaning: 'Un lecteur voit le domaine, ses boîtes mail et ses alias.',
    },
    administrator: {
      name: 'administrateur',
      meaning: 'Un administrateur gère les boîtes mail et les alias du domaine et y invite des personnes.',
    },
    owner: {
      name: 'propriétaire',
      meaning:
        'Un propriétaire gère les boîtes mail et les alias du domaine et décide qui y a accès, y compris les autres propriétaires.',
    },
  },
};
