import { action } from '../layouts/action.ts';
import { defineMail } from '../layouts/define-mail.ts';

/** What the mail says however its reader gets in. */
const CREATED = {
  'en-us': {
    subject: 'Your new mailbox information',
    preview: 'Your mailbox {{address}} has been created.',
    title: 'Your new mailbox',
    created: 'Your mailbox has been created.',
    address_label: 'Address:',
    signature: 'The messaging team',
  },
  'fr-fr': {
    subject: 'Informations sur votre nouvelle boîte mail',
    preview: 'Votre boîte mail {{address}} a été créée.',
    title: 'Votre nouvelle boîte mail',
    created: 'Votre boîte mail a été créée.',
    address_label: 'Adresse\u00a0:',
    signature: 'L’équipe de la messagerie',
  },
};

/** To the person whose mailbox has been created, with the link of the first sign-in. */
export const mailboxCreated = defineMail({
  sample: {
    kind: 'mailbox_created',
    address: 'camille.dupont@mairie.fr',
    loginLink: 'https://webmail.example.fr/code/a1b2c3/',
  },
  body: `
    <mj-text>[[created]]</mj-text>
    <mj-text>[[address_label]] <strong>{{address}}</strong></mj-text>
    <mj-text>[[first_sign_in]]</mj-text>
    ${action('loginLink')}
    <mj-text>[[personal]]</mj-text>`,
  texts: {
    'en-us': {
      ...CREATED['en-us'],
      first_sign_in: 'Follow this link to sign in for the first time.',
      action: 'Sign in to my mailbox',
      personal: 'This link is personal and works for a limited time: do not forward this message.',
    },
    'fr-fr': {
      ...CREATED['fr-fr'],
      first_sign_in: 'Suivez ce lien pour vous connecter la première fois.',
      action: 'Se connecter à ma boîte mail',
      personal:
        'Ce lien est personnel et ne fonctionne que pendant un temps limité\u00a0: ne transférez pas ce message.',
    },
  },
});

/** The same mail with the password, where the installation chose to send passwords. */
export const mailboxCreatedWithPassword = defineMail({
  sample: {
    kind: 'mailbox_created',
    address: 'camille.dupont@mairie.fr',
    password: 'p4ss"<w>&word',
    loginLink: 'https://webmail.example.fr/code/a1b2c3/',
  },
  body: `
    <mj-text>[[created]]</mj-text>
    <mj-text>[[address_label]] <strong>{{address}}</strong></mj-text>
    <mj-text>[[password_label]] <code>{{password}}</code></mj-text>
    <mj-text>[[first_sign_in]]</mj-text>
    ${action('loginLink')}
    <mj-text>[[personal]]</mj-text>`,
  texts: {
    'en-us': {
      ...CREATED['en-us'],
      password_label: 'Password:',
      first_sign_in: 'Follow this link to sign in for the first time, then change this password.',
      action: 'Sign in to my mailbox',
      personal: 'This link and this password are personal: do not forward this message.',
    },
    'fr-fr': {
      ...CREATED['fr-fr'],
      password_label: 'Mot de passe\u00a0:',
      first_sign_in: 'Suivez ce lien pour vous connecter la première fois, puis changez ce mot de passe.',
      action: 'Se connecter à ma boîte mail',
      personal: 'Ce lien et ce mot de passe sont personnels\u00a0: ne transférez pas ce message.',
    },
  },
});

/** The same where the link leads to our page, which opens the mailbox and, if it has one, shows the password. */
export const mailboxCreatedOnPage = defineMail({
  sample: {
    kind: 'mailbox_created',
    address: 'camille.dupont@mairie.fr',
    pageLink: 'https://regie.example.fr/mail-link/?token=a1b2c3',
    shows: 'login_and_password',
  },
  body: `
    <mj-text>[[created]]</mj-text>
    <mj-text>[[address_label]] <strong>{{address}}</strong></mj-text>
    <mj-text>[[first_sign_in]]</mj-text>
    ${action('pageLink')}
    <mj-text>[[personal]]</mj-text>`,
  texts: {
    'en-us': {
      ...CREATED['en-us'],
      first_sign_in: '{{shows.instruction}}',
      action: 'Go to my mailbox',
      personal: 'This link is personal and works for 24 hours: do not forward this message.',
    },
    'fr-fr': {
      ...CREATED['fr-fr'],
      first_sign_in: '{{shows.instruction}}',
      action: 'Accéder à ma boîte mail',
      personal: 'Ce lien est personnel et fonctionne pendant 24 heures\u00a0: ne transférez pas ce message.',
    },
  },
  words: {
    'en-us': {
      shows: {
        login: { instruction: 'Follow this link to sign in for the first time.' },
        login_and_password: {
          instruction:
            'Follow this link to sign in for the first time. The page also shows your password, once: keep it, then change it.',
        },
      },
    },
    'fr-fr': {
      shows: {
        login: { instruction: 'Suivez ce lien pour vous connecter la première fois.' },
        login_and_password: {
          instruction:
            'Suivez ce lien pour vous connecter la première fois. La page affiche aussi votre mot de passe, une seule fois\u00a0: gardez-le, puis changez-le.',
        },
      },
    },
  },
});
