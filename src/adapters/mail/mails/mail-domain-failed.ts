import { defineMail } from '../layouts/define-mail.ts';
import { NOTICE } from '../layouts/notice.ts';

/** To the contacts of a mail domain with a fault that only operators can repair. */
export const mailDomainFailed = defineMail({
  sample: {
    kind: 'mail_domain_failed',
    domain: 'mairie.fr',
    link: 'https://regie.example.fr/mail-domains/mairie-fr/?from=mail&step=1',
  },
  body: NOTICE,
  texts: {
    'en-us': {
      subject: '[La Suite] Your domain has failed',
      preview: 'Our support team is working on {{domain}}.',
      title: 'Your domain has failed',
      state:
        'The last check of the mail domain {{domain}} found an error that you cannot correct yourself. Our support team is working on it.',
      next: 'Until it is solved, the mailboxes of this domain stay disabled. We will write to you when the domain is ready.',
      action: 'Open the domain',
    },
    'fr-fr': {
      subject: '[La Suite] Votre domaine est en erreur',
      preview: 'Notre équipe d’assistance s’occupe de {{domain}}.',
      title: 'Votre domaine est en erreur',
      state:
        'La dernière vérification du domaine de messagerie {{domain}} a révélé une erreur que vous ne pouvez pas corriger vous-même. Notre équipe d’assistance s’en occupe.',
      next: 'En attendant, les boîtes mail de ce domaine restent désactivées. Nous vous écrirons dès que le domaine sera prêt.',
      action: 'Ouvrir le domaine',
    },
  },
});
