import { defineMail } from '../../layouts/define-mail.ts';

/** To the owner of a mailbox who adds a first factor to their identity: it shows that they read the secondary address. */
export const enrolmentCode = defineMail({
  sample: { kind: 'enrolment_code', address: 'camille.dupont@mairie.fr', enrolmentCode: '49271630' },
  body: `
    <mj-text>[[reason]]</mj-text>
    <mj-text>[[address_label]] <strong>{{address}}</strong></mj-text>
    <mj-text>[[code_label]] <code>{{enrolmentCode}}</code></mj-text>
    <mj-text>[[how_long]]</mj-text>
    <mj-text>[[unexpected]]</mj-text>`,
  texts: {
    'en-us': {
      subject: 'Your code for the second sign-in step',
      preview: 'For the identity of {{address}}.',
      title: 'Your code for the second sign-in step',
      reason:
        'Somebody who knows your password, probably you, is adding a second step to the sign-in of your identity.',
      address_label: 'Address:',
      code_label: 'Code:',
      how_long:
        'Type it on the page from which you asked for it, within 10 minutes. Tell it to nobody, not even to somebody who says that they are from the support team.',
      unexpected:
        'If it was not you, somebody knows your password: choose another one at once from the sign-in page (“First sign-in or forgotten password”), and tell the person who manages your mail domain. Without this code they can add nothing.',
      signature: 'The messaging team',
    },
    'fr-fr': {
      subject: 'Votre code pour la seconde étape de connexion',
      preview: 'Pour l’identité de {{address}}.',
      title: 'Votre code pour la seconde étape de connexion',
      reason:
        'Quelqu’un qui connaît votre mot de passe, sans doute vous, ajoute une seconde étape à la connexion de votre identité.',
      address_label: 'Adresse\u00a0:',
      code_label: 'Code\u00a0:',
      how_long:
        'Saisissez-le dans les 10 minutes, sur la page d’où vous l’avez demandé. Ne le donnez à personne, pas même à quelqu’un qui dit appartenir à l’équipe de support.',
      unexpected:
        'Si ce n’était pas vous, quelqu’un connaît votre mot de passe\u00a0: choisissez-en immédiatement un autre depuis la page de connexion («\u00a0Première connexion ou mot de passe oublié\u00a0»), et prévenez la personne qui gère votre domaine de messagerie. Sans ce code, rien ne peut être ajouté.',
      signature: 'L’équipe de la messagerie',
    },
  },
});
