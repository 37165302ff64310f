import { defineMail } from '../layouts/define-mail.ts';
import { NOTICE } from '../layouts/notice.ts';

/** To the contacts of a mail domain with a fault that they can repair. */
export const mailDomainActionRequired = defineMail({
  sample: {
    kind: 'mail_domain_action_required',
    domain: 'mairie.fr',
    link: 'https://regie.example.fr/mail-domains/mairie-fr/?from=mail&step=1',
  },
  body: NOTICE,
  texts: {
    'en-us': {
      subject: '[La Suite] Your domain requires action',
      preview: 'Some settings of {{domain}} are missing or wrong.',
      title: 'Your domain requires action',
      state:
        'The mail domain {{domain}} cannot work yet: some of its settings are missing or wrong, and you can correct them.',
      next: 'Open the domain in La Régie to see what is expected. Once this is done, run the check again from the same page.',
      action: 'See the required actions',
    },
    'fr-fr': {
      subject: '[La Suite] Des actions sont requises sur votre domaine',
      preview: 'Des réglages de {{domain}} sont absents ou incorrects.',
      title: 'Des actions sont requises sur votre domaine',
      state:
        'Le domaine de messagerie {{domain}} ne peut pas encore fonctionner\u00a0: certains de ses réglages sont absents ou incorrects, et vous pouvez les corriger.',
      next: 'Ouvrez le domaine dans La Régie pour voir ce qui est attendu. Une fois les corrections faites, relancez la vérification depuis la même page.',
      action: 'Voir les actions requises',
    },
  },
});
