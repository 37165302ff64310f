import { defineMail } from '../../layouts/define-mail.ts';
import { NOTICE } from '../../layouts/notice.ts';

/** To the owner of a mailbox, of whose recovery codes one was used. */
export const recoveryCodeUsed = defineMail({
  sample: {
    kind: 'recovery_code_used',
    address: 'camille.dupont@mairie.fr',
    left: '7',
    link: 'https://regie.example.fr/o/account/',
  },
  body: NOTICE,
  texts: {
    'en-us': {
      subject: 'A recovery code has been used',
      preview: 'For the identity of {{address}}.',
      title: 'A recovery code has been used',
      state:
        'One of the recovery codes of {{address}} has just been used to sign in. Recovery codes that are left: {{left}}.',
      next: 'If this was you, see to it that you have a second factor at hand again, and renew your codes before none is left. If it was not you, choose a new password at once, and tell the person who manages your mail domain: somebody may be using your identity.',
      action: 'See my account',
      signature: 'The messaging team',
    },
    'fr-fr': {
      subject: 'Un code de secours a été utilisé',
      preview: 'Pour l’identité de {{address}}.',
      title: 'Un code de secours a été utilisé',
      state:
        'L’un des codes de secours de {{address}} vient d’être utilisé pour se connecter. Codes de secours restants\u00a0: {{left}}.',
      next: 'Si c’était vous, faites en sorte de disposer à nouveau d’un second facteur, et renouvelez vos codes avant qu’il n’en reste plus. Sinon, choisissez immédiatement un nouveau mot de passe et prévenez la personne qui gère votre domaine de messagerie\u00a0: quelqu’un utilise peut-être votre identité.',
      action: 'Voir mon compte',
      signature: 'L’équipe de la messagerie',
    },
  },
});
