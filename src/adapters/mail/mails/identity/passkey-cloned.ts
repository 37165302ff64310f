import { defineMail } from '../../layouts/define-mail.ts';
import { NOTICE } from '../../layouts/notice.ts';

/** To the owner of a mailbox, of whose passkeys one seems to have a copy. */
export const passkeyCloned = defineMail({
  sample: {
    kind: 'passkey_cloned',
    address: 'camille.dupont@mairie.fr',
    link: 'https://regie.example.fr/o/account/',
  },
  body: NOTICE,
  texts: {
    'en-us': {
      subject: 'One of your passkeys may have been copied',
      preview: 'For the identity of {{address}}.',
      title: 'One of your passkeys may have been copied',
      state:
        'A passkey of {{address}} was refused just now: it has signed less often than it should have. Either its device does not count right, or there is a copy of it.',
      next: 'Remove this passkey from your account, and use another one. If you did not try to sign in, tell the person who manages your mail domain: somebody may be using your identity.',
      action: 'See my account',
      signature: 'The messaging team',
    },
    'fr-fr': {
      subject: 'L’une de vos clés d’accès a peut-être été copiée',
      preview: 'Pour l’identité de {{address}}.',
      title: 'L’une de vos clés d’accès a peut-être été copiée',
      state:
        'Une clé d’accès de {{address}} vient d’être refusée\u00a0: son compteur de signatures est en retard. Soit son appareil compte mal, soit il en existe une copie.',
      next: 'Retirez cette clé de votre compte et utilisez-en une autre. Si vous n’avez pas essayé de vous connecter, prévenez la personne qui gère votre domaine de messagerie\u00a0: quelqu’un utilise peut-être votre identité.',
      action: 'Voir mon compte',
      signature: 'L’équipe de la messagerie',
    },
  },
});
