import { defineMail } from '../layouts/define-mail.ts';
import { NOTICE } from '../layouts/notice.ts';

/** To the owners and contacts of a mail domain that ends unless its settings become right. */
export const mailDomainEnding = defineMail({
  sample: {
    kind: 'mail_domain_ending',
    domain: 'mairie.fr',
    endsOn: '2026-12-07',
    link: 'https://regie.example.fr/mail-domains/mairie-fr/?from=mail&step=1',
  },
  body: NOTICE,
  texts: {
    'en-us': {
      subject: '[La Suite] Your domain will be removed unless it is set up',
      preview: '{{domain}} will be removed after {{endsOn}} unless it is set up.',
      title: 'Your domain will be removed unless it is set up',
      state:
        'The mail domain {{domain}} was registered some time ago, and some of its settings are still missing or wrong. Without them nobody can use it.',
      next: 'If they are not corrected by {{endsOn}}, the domain will be removed from La Régie, with the accesses and invitations to it, and its name can be registered again by anybody. Open the domain to see what is expected, then run the check again from the same page.',
      action: 'See the required actions',
    },
    'fr-fr': {
      subject: '[La Suite] Votre domaine sera retiré s’il n’est pas configuré',
      preview: '{{domain}} sera retiré après le {{endsOn}} s’il n’est pas configuré.',
      title: 'Votre domaine sera retiré s’il n’est pas configuré',
      state:
        'Le domaine de messagerie {{domain}} a été enregistré il y a quelque temps, et certains de ses réglages sont toujours absents ou incorrects. Sans eux, personne ne peut l’utiliser.',
      next: 'S’ils ne sont pas corrigés d’ici le {{endsOn}}, le domaine sera retiré de La Régie, avec les accès et les invitations qui s’y rapportent, et son nom pourra de nouveau être enregistré par quiconque. Ouvrez le domaine pour voir ce qui est attendu, puis relancez la vérification depuis la même page.',
      action: 'Voir les actions requises',
    },
  },
});
