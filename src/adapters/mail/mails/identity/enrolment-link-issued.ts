import { defineMail } from '../../layouts/define-mail.ts';

/** To the owner of a mailbox, for whom somebody was given a link to enrol with. It has no link itself. */
export const enrolmentLinkIssued = defineMail({
  sample: { kind: 'enrolment_link_issued', address: 'camille.dupont@mairie.fr' },
  body: `
<mj-text>[[state]]</mj-text>
<mj-text>[[next]]</mj-text>`,
  texts: {
    'en-us': {
      subject: 'A link to add a second factor has been made for you',
      preview: 'For the identity of {{address}}.',
      title: 'A link to add a second factor has been made for you',
      state:
        'Somebody who manages your mail domain was given a link for {{address}}, to be handed to you. With it, and with your password, you add your second factor. It works once, within 3 days.',
      next: 'If nobody gives it to you, or if you did not expect it, tell the people who manage your mail domain.',
      signature: 'The messaging team',
    },
    'fr-fr': {
      subject: 'Un lien pour ajouter un second facteur a été créé pour vous',
      preview: 'Pour l’identité de {{address}}.',
      title: 'Un lien pour ajouter un second facteur a été créé pour vous',
      state:
        'Une personne qui gère votre domaine de messagerie a reçu un lien pour {{address}}, qu’elle doit vous remettre. Avec ce lien et votre mot de passe, vous ajoutez votre second facteur. Il ne fonctionne qu’une fois, pendant 3 jours.',
      next: 'Si personne ne vous le remet, ou si vous ne vous y attendiez pas, prévenez les personnes qui gèrent votre domaine de messagerie.',
      signature: 'L’équipe de la messagerie',
    },
  },
});
