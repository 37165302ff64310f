import { action } from '../layouts/action.ts';
import { defineMail } from '../layouts/define-mail.ts';

/** What the mail says wherever its link leads. */
const LOGIN = {
  'en-us': {
    subject: 'Here is your login link',
    preview: 'Sign in to {{address}}.',
    title: 'Your login link',
    sign_in: 'Follow this link to sign in to your mailbox.',
    address_label: 'Address:',
    action: 'Sign in to my mailbox',
    unexpected: 'If you did not expect this link, tell the person who manages your mail domain.',
    signature: 'The messaging team',
  },
  'fr-fr': {
    subject: 'Voici votre lien de connexion',
    preview: 'Connectez-vous à {{address}}.',
    title: 'Votre lien de connexion',
    sign_in: 'Suivez ce lien pour vous connecter à votre boîte mail.',
    address_label: 'Adresse\u00a0:',
    action: 'Se connecter à ma boîte mail',
    unexpected: 'Si vous n’attendiez pas ce lien, prévenez la personne qui gère votre domaine de messagerie.',
    signature: 'L’équipe de la messagerie',
  },
};

/** To the person for whom an administrator has asked for a login link. */
export const loginLink = defineMail({
  sample: {
    kind: 'login_link',
    address: 'camille.dupont@mairie.fr',
    loginLink: 'https://webmail.example.fr/code/a1b2c3/',
  },
  body: `
    <mj-text>[[sign_in]]</mj-text>
    <mj-text>[[address_label]] <strong>{{address}}</strong></mj-text>
    ${action('loginLink')}
    <mj-text>[[personal]]</mj-text>
    <mj-text>[[unexpected]]</mj-text>`,
  texts: {
    'en-us': {
      ...LOGIN['en-us'],
      personal: 'This link is personal and works for a limited time: do not forward this message.',
    },
    'fr-fr': {
      ...LOGIN['fr-fr'],
      personal:
        'Ce lien est personnel et ne fonctionne que pendant un temps limité\u00a0: ne transférez pas ce message.',
    },
  },
});

/** The same where the link leads to our page, which opens the mailbox. */
export const loginLinkOnPage = defineMail({
  sample: {
    kind: 'login_link',
    address: 'camille.dupont@mairie.fr',
    pageLink: 'https://regie.example.fr/mail-link/?token=a1b2c3',
  },
  body: `
    <mj-text>[[sign_in]]</mj-text>
    <mj-text>[[address_label]] <strong>{{address}}</strong></mj-text>
    ${action('pageLink')}
    <mj-text>[[personal]]</mj-text>
    <mj-text>[[unexpected]]</mj-text>`,
  texts: {
    'en-us': {
      ...LOGIN['en-us'],
      personal: 'This link is personal and works for 24 hours: do not forward this message.',
    },
    'fr-fr': {
      ...LOGIN['fr-fr'],
      personal: 'Ce lien est personnel et fonctionne pendant 24 heures\u00a0: ne transférez pas ce message.',
    },
  },
});
