import { defineMail } from '../layouts/define-mail.ts';
import { NOTICE } from '../layouts/notice.ts';

/** To the contacts of a mail domain that has passed its checks. */
export const mailDomainEnabled = defineMail({
  sample: {
    kind: 'mail_domain_enabled',
    domain: 'mairie.fr',
    link: 'https://regie.example.fr/mail-domains/mairie-fr/?from=mail&step=1',
  },
  body: NOTICE,
  texts: {
    'en-us': {
      subject: '[La Suite] Your domain is ready',
      preview: 'You can now create mailboxes on {{domain}}.',
      title: 'Your domain is ready',
      state: 'The mail domain {{domain}} has passed every check and is ready to use.',
      next: 'You can now create its mailboxes and aliases in La Régie.',
      action: 'Open the domain',
    },
    'fr-fr': {
      subject: '[La Suite] Votre domaine est prêt',
      preview: 'Vous pouvez créer des boîtes mail sur {{domain}}.',
      title: 'Votre domaine est prêt',
      state: 'Le domaine de messagerie {{domain}} a passé toutes les vérifications\u00a0: il est prêt.',
      next: 'Vous pouvez dès maintenant créer ses boîtes mail et ses alias dans La Régie.',
      action: 'Ouvrir le domaine',
    },
  },
});
