import { defineMail } from '../../layouts/define-mail.ts';
import { NOTICE } from '../../layouts/notice.ts';

/** To the owner of a mailbox who has other recovery codes now. */
export const recoveryCodesRenewed = defineMail({
  sample: {
    kind: 'recovery_codes_renewed',
    address: 'camille.dupont@mairie.fr',
    link: 'https://regie.example.fr/o/account/',
  },
  body: NOTICE,
  texts: {
    'en-us': {
      subject: 'Your recovery codes have been renewed',
      preview: 'For the identity of {{address}}.',
      title: 'Your recovery codes have been renewed',
      state:
        'New recovery codes have just been made for {{address}}. The former ones, printed or noted, are good no more.',
      next: 'If this was you, destroy the former codes. If it was not you, choose a new password at once, and tell the person who manages your mail domain: somebody may be using your identity.',
      action: 'See my account',
      signature: 'The messaging team',
    },
    'fr-fr': {
      subject: 'Vos codes de secours ont été renouvelés',
      preview: 'Pour l’identité de {{address}}.',
      title: 'Vos codes de secours ont été renouvelés',
      state:
        'De nouveaux codes de secours viennent d’être créés pour {{address}}. Les anciens, imprimés ou notés, ne fonctionnent plus.',
      next: 'Si c’était vous, détruisez les anciens codes. Sinon, choisissez immédiatement un nouveau mot de passe et prévenez la personne qui gère votre domaine de messagerie\u00a0: quelqu’un utilise peut-être votre identité.',
      action: 'Voir mon compte',
      signature: 'L’équipe de la messagerie',
    },
  },
});
