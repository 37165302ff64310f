import { action } from '../layouts/action.ts';
import { defineMail } from '../layouts/define-mail.ts';

/** What the mail says wherever the password is. */
const RESET = {
  'en-us': {
    subject: 'Your password has been updated',
    preview: 'A temporary password for {{address}}.',
    title: 'Your password has been updated',
    reset: 'The password of your mailbox has just been replaced.',
    address_label: 'Address:',
    unexpected: 'If you did not expect this change, tell the person who manages your mail domain.',
    signature: 'The messaging team',
  },
  'fr-fr': {
    subject: 'Votre mot de passe a été mis à jour',
    preview: 'Un mot de passe temporaire pour {{address}}.',
    title: 'Votre mot de passe a été mis à jour',
    reset: 'Le mot de passe de votre boîte mail vient d’être remplacé.',
    address_label: 'Adresse\u00a0:',
    unexpected:
      'Si vous n’attendiez pas ce changement, prévenez la personne qui gère votre domaine de messagerie.',
    signature: 'L’équipe de la messagerie',
  },
};

/** To the person whose password an administrator has replaced. */
export const passwordReset = defineMail({
  sample: {
    kind: 'password_reset',
    address: 'camille.dupont@mairie.fr',
    password: 'p4ss"<w>&word',
    link: 'https://webmail.example.fr/',
  },
  body: `
    <mj-text>[[reset]]</mj-text>
    <mj-text>[[address_label]] <strong>{{address}}</strong></mj-text>
    <mj-text>[[password_label]] <code>{{password}}</code></mj-text>
    <mj-text>[[temporary]]</mj-text>
    ${action('link')}
    <mj-text>[[unexpected]]</mj-text>`,
  texts: {
    'en-us': {
      ...RESET['en-us'],
      password_label: 'Temporary password:',
      temporary: 'Sign in with this temporary password, then choose a new one.',
      action: 'Open my mailbox',
    },
    'fr-fr': {
      ...RESET['fr-fr'],
      password_label: 'Mot de passe temporaire\u00a0:',
      temporary: 'Connectez-vous avec ce mot de passe temporaire, puis choisissez-en un nouveau.',
      action: 'Ouvrir ma boîte mail',
    },
  },
});

/** The same where the password waits on our page to be shown once. */
export const passwordResetOnPage = defineMail({
  sample: {
    kind: 'password_reset',
    address: 'camille.dupont@mairie.fr',
    pageLink: 'https://regie.example.fr/mail-link/?token=a1b2c3',
  },
  body: `
    <mj-text>[[reset]]</mj-text>
    <mj-text>[[address_label]] <strong>{{address}}</strong></mj-text>
    <mj-text>[[once]]</mj-text>
    ${action('pageLink')}
    <mj-text>[[personal]]</mj-text>
    <mj-text>[[unexpected]]</mj-text>`,
  texts: {
    'en-us': {
      ...RESET['en-us'],
      once: 'Follow this link to see the temporary password. It is shown once: keep it, sign in, then choose a new one.',
      action: 'See my temporary password',
      personal: 'This link is personal and works for 24 hours: do not forward this message.',
    },
    'fr-fr': {
      ...RESET['fr-fr'],
      once: 'Suivez ce lien pour voir le mot de passe temporaire. Il n’est affiché qu’une fois\u00a0: gardez-le, connectez-vous, puis choisissez-en un nouveau.',
      action: 'Voir mon mot de passe temporaire',
      personal: 'Ce lien est personnel et fonctionne pendant 24 heures\u00a0: ne transférez pas ce message.',
    },
  },
});
