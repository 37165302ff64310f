import { defineMail } from '../../layouts/define-mail.ts';

/** To the owner of a mailbox whose factors are to be reset. It has no link: such mails are what phishing looks like. */
export const factorReset = defineMail({
  sample: { kind: 'factor_reset', address: 'camille.dupont@mairie.fr', step: 'requested' },
  body: `
<mj-text>{{step.state}}</mj-text>
<mj-text>[[address_label]] <strong>{{address}}</strong></mj-text>
<mj-text>{{step.next}}</mj-text>`,
  texts: {
    'en-us': {
      subject: '{{step.title}}',
      preview: 'For the identity of {{address}}.',
      title: '{{step.title}}',
      address_label: 'Address:',
      signature: 'The messaging team',
    },
    'fr-fr': {
      subject: '{{step.title}}',
      preview: 'Pour l’identité de {{address}}.',
      title: '{{step.title}}',
      address_label: 'Adresse\u00a0:',
      signature: 'L’équipe de la messagerie',
    },
  },
  words: {
    'en-us': {
      step: {
        requested: {
          title: 'Your second factors are to be removed',
          state:
            'Somebody who manages your mail domain has asked for your second factors to be removed: your authenticator applications, passkeys and recovery codes.',
          next: 'If you asked for it because you lost yours, there is nothing to do. If you did not, tell the people who manage your mail domain at once: they can cancel it.',
        },
        done: {
          title: 'Your second factors have been removed',
          state:
            'Your authenticator applications, passkeys and recovery codes have been removed, and you have been signed out everywhere.',
          next: 'If you asked for it, add a new second factor at your next sign-in: with a code that is sent to your secondary address, or with a link that the person who manages your mail domain gives you. If you did not, choose a new password at once, and tell the people who manage your mail domain.',
        },
        cancelled: {
          title: 'Your second factors stay',
          state: 'The request to remove your second factors has been cancelled: they stay as they are.',
          next: 'There is nothing to do. If you lost yours, speak with the people who manage your mail domain.',
        },
      },
    },
    'fr-fr': {
      step: {
        requested: {
          title: 'Vos seconds facteurs vont être retirés',
          state:
            'Une personne qui gère votre domaine de messagerie a demandé le retrait de vos seconds facteurs\u00a0: vos applications d’authentification, clés d’accès et codes de secours.',
          next: 'Si vous l’avez demandé parce que vous avez perdu les vôtres, vous n’avez rien à faire. Sinon, prévenez immédiatement les personnes qui gèrent votre domaine de messagerie\u00a0: elles peuvent annuler la demande.',
        },
        done: {
          title: 'Vos seconds facteurs ont été retirés',
          state:
            'Vos applications d’authentification, clés d’accès et codes de secours ont été retirés, et vous avez été déconnecté de partout.',
          next: 'Si vous l’avez demandé, ajoutez un nouveau second facteur à votre prochaine connexion\u00a0: avec un code envoyé à votre adresse secondaire, ou avec un lien que vous donne la personne qui gère votre domaine de messagerie. Sinon, choisissez immédiatement un nouveau mot de passe et prévenez les personnes qui gèrent votre domaine de messagerie.',
        },
        cancelled: {
          title: 'Vos seconds facteurs restent',
          state: 'La demande de retrait de vos seconds facteurs a été annulée\u00a0: ils restent tels quels.',
          next: 'Vous n’avez rien à faire. Si vous avez perdu les vôtres, parlez-en aux personnes qui gèrent votre domaine de messagerie.',
        },
      },
    },
  },
});
