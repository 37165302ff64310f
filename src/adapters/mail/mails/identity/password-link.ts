import { action } from '../../layouts/action.ts';
import { defineMail } from '../../layouts/define-mail.ts';

/** To the owner of a mailbox, who is to choose the password of their identity. */
export const passwordLink = defineMail({
  sample: {
    kind: 'password_link',
    address: 'camille.dupont@mairie.fr',
    purpose: 'first',
    passwordLink: 'https://regie.example.fr/o/password/set/?token=a1b2c3',
  },
  body: `
    <mj-text>{{purpose.reason}}</mj-text>
    <mj-text>[[address_label]] <strong>{{address}}</strong></mj-text>
    <mj-text>[[what_for]]</mj-text>
    ${action('passwordLink')}
    <mj-text>{{purpose.personal}}</mj-text>
    <mj-text>{{purpose.unexpected}}</mj-text>`,
  texts: {
    'en-us': {
      subject: '{{purpose.title}}',
      preview: 'For the identity of {{address}}.',
      title: '{{purpose.title}}',
      address_label: 'Address:',
      what_for:
        'With this address and this password you sign in to the services of your administration. Your mail program and the webmail keep their own password.',
      action: 'Choose my password',
      signature: 'The messaging team',
    },
    'fr-fr': {
      subject: '{{purpose.title}}',
      preview: 'Pour l’identité de {{address}}.',
      title: '{{purpose.title}}',
      address_label: 'Adresse\u00a0:',
      what_for:
        'Avec cette adresse et ce mot de passe, vous vous connectez aux services de votre administration. Votre logiciel de messagerie et le webmail gardent leur propre mot de passe.',
      action: 'Choisir mon mot de passe',
      signature: 'L’équipe de la messagerie',
    },
  },
  words: {
    'en-us': {
      purpose: {
        first: {
          title: 'Choose your password',
          reason: 'The person who manages your mailbox invites you to choose a password.',
          personal: 'This link is personal and works once, within 7 days: do not forward this message.',
          unexpected: 'If you did not expect this message, tell the person who manages your mail domain.',
        },
        forgotten: {
          title: 'Choose a new password',
          reason: 'Somebody, probably you, has said that they have forgotten their password.',
          personal: 'This link is personal and works once, within an hour: do not forward this message.',
          unexpected: 'If it was not you, you can ignore this message: your password stays as it is.',
        },
      },
    },
    'fr-fr': {
      purpose: {
        first: {
          title: 'Choisissez votre mot de passe',
          reason: 'La personne qui gère votre boîte mail vous invite à choisir un mot de passe.',
          personal:
            'Ce lien est personnel et ne fonctionne qu’une fois, pendant 7 jours\u00a0: ne transférez pas ce message.',
          unexpected:
            'Si vous n’attendiez pas ce message, prévenez la personne qui gère votre domaine de messagerie.',
        },
        forgotten: {
          title: 'Choisissez un nouveau mot de passe',
          reason: 'Quelqu’un, sans doute vous, a indiqué avoir oublié son mot de passe.',
          personal:
            'Ce lien est personnel et ne fonctionne qu’une fois, pendant une heure\u00a0: ne transférez pas ce message.',
          unexpected:
            'Si ce n’était pas vous, vous pouvez ignorer ce message\u00a0: votre mot de passe reste le même.',
        },
      },
    },
  },
});
