import { action } from '../../layouts/action.ts';
import { defineMail } from '../../layouts/define-mail.ts';

/** To those who manage a domain, or staff, about a reset of the factors of one of its people. */
export const factorResetOfDomain = defineMail({
  sample: {
    kind: 'factor_reset_of_domain',
    address: 'camille.dupont@mairie.fr',
    step: 'requested',
    link: 'https://regie.example.fr/mail-domains/mairie-fr/?from=mail&step=1',
  },
  body: `
<mj-text>{{step.state}}</mj-text>
<mj-text>[[address_label]] <strong>{{address}}</strong></mj-text>
<mj-text>{{step.next}}</mj-text>
${action('link')}`,
  texts: {
    'en-us': {
      subject: '[La Suite] {{step.title}}',
      preview: 'Mailbox {{address}}.',
      title: '{{step.title}}',
      address_label: 'Mailbox:',
      action: 'See the domain',
    },
    'fr-fr': {
      subject: '[La Suite] {{step.title}}',
      preview: 'Boîte mail {{address}}.',
      title: '{{step.title}}',
      address_label: 'Boîte mail\u00a0:',
      action: 'Voir le domaine',
    },
  },
  words: {
    'en-us': {
      step: {
        requested: {
          title: 'Confirm that second factors are removed',
          state:
            'Somebody who looks after the domain asks for the second factors of the owner of this mailbox to be removed, who has lost them.',
          next: 'Confirm it within 7 days if you know that it is true: speak with the person, or call them, and do not rely on a mail. If you have doubts, cancel it.',
        },
        done: {
          title: 'Second factors have been removed',
          state:
            'The authenticator applications, passkeys and recovery codes of the owner of this mailbox have been removed, and they have been signed out everywhere.',
          next: 'If you did not expect this, speak with the others who manage the domain: the audit log tells who it was.',
        },
        cancelled: {
          title: 'Second factors stay',
          state: 'The request to remove the second factors of the owner of this mailbox has been cancelled.',
          next: 'There is nothing to do.',
        },
      },
    },
    'fr-fr': {
      step: {
        requested: {
          title: 'Confirmez le retrait de seconds facteurs',
          state:
            'Une personne qui s’occupe du domaine demande le retrait des seconds facteurs du titulaire de cette boîte mail, qui les a perdus.',
          next: 'Confirmez-le sous 7 jours si vous savez que c’est vrai\u00a0: parlez à la personne, ou appelez-la, et ne vous fiez pas à un message. En cas de doute, annulez la demande.',
        },
        done: {
          title: 'Des seconds facteurs ont été retirés',
          state:
            'Les applications d’authentification, clés d’accès et codes de secours du titulaire de cette boîte mail ont été retirés, et il a été déconnecté de partout.',
          next: 'Si vous ne vous y attendiez pas, parlez-en aux autres personnes qui gèrent le domaine\u00a0: le journal d’audit indique qui l’a fait.',
        },
        cancelled: {
          title: 'Des seconds facteurs restent',
          state: 'La demande de retrait des seconds facteurs du titulaire de cette boîte mail a été annulée.',
          next: 'Vous n’avez rien à faire.',
        },
      },
    },
  },
});
