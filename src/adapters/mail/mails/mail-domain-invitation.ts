import { defineMail } from '../layouts/define-mail.ts';
import { INVITATION } from '../layouts/invitation.ts';

/** To a person invited to manage or see a mail domain. */
export const mailDomainInvitation = defineMail({
  sample: {
    kind: 'mail_domain_invitation',
    domain: 'mairie.fr',
    role: 'owner',
    link: 'https://regie.example.fr/mail-domains/mairie-fr/?from=mail&step=1',
  },
  body: INVITATION,
  texts: {
    'en-us': {
      subject: '[La Suite] You have been invited to join La Régie',
      preview: 'Your access to the mail domain {{domain}}.',
      title: 'You are invited to La Régie',
      invitation: 'You have been invited to become {{role.name}} of the mail domain {{domain}}.',
      sign_in:
        'To accept, sign in to La Régie through ProConnect with the e-mail address that received this message.',
      action: 'Sign in to La Régie',
      unexpected: 'If you were not expecting this invitation, you can ignore this message.',
    },
    'fr-fr': {
      subject: '[La Suite] Vous avez été invité(e) à rejoindre la Régie',
      preview: 'Votre accès au domaine de messagerie {{domain}}.',
      title: 'Vous êtes invité(e) à rejoindre La Régie',
      invitation: 'Vous avez été invité(e) à devenir {{role.name}} du domaine de messagerie {{domain}}.',
      sign_in:
        'Pour accepter, connectez-vous à La Régie avec ProConnect, en utilisant l’adresse e-mail à laquelle vous avez reçu ce message.',
      action: 'Se connecter à La Régie',
      unexpected: 'Si vous n’attendiez pas cette invitation, vous pouvez ignorer ce message.',
    },
  },
  words: {
    'en-us': {
      role: {
        viewer: { name: 'a viewer', meaning: 'A viewer sees the domain, its mailboxes and its aliases.' },
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
    },
    'fr-fr': {
      role: {
        viewer: { name: 'lecteur', meaning: 'Un lecteur voit le domaine, ses boîtes mail et ses alias.' },
        administrator: {
          name: 'administrateur',
          meaning:
            'Un administrateur gère les boîtes mail et les alias du domaine et y invite des personnes.',
        },
        owner: {
          name: 'propriétaire',
          meaning:
            'Un propriétaire gère les boîtes mail et les alias du domaine et décide qui y a accès, y compris les autres propriétaires.',
        },
      },
    },
  },
});
