import { defineMail } from '../../layouts/define-mail.ts';
import { NOTICE } from '../../layouts/notice.ts';

const domain = 'mairie.fr';
const link = 'https://regie.example.fr/mail-domains/mairie-fr/?from=mail&step=1';

/** To all owners and administrators of a mail domain, when it requires a second factor from another day on. */
export const secondFactorDateSet = defineMail({
  sample: { kind: 'second_factor_date_changed', domain, requiredFrom: '2026-12-07', link },
  body: NOTICE,
  texts: {
    'en-us': {
      subject: '[La Suite] A second factor becomes necessary in your domain',
      preview: '{{domain}}: from {{requiredFrom}} on.',
      title: 'A second factor becomes necessary in your domain',
      state:
        'One of those who manage the mail domain {{domain}} has decided that its people need a second factor to sign in, from {{requiredFrom}} on. Those who have none are told, now and before that day.',
      next: 'The domain’s page shows who has none yet. If this is a mistake, you can put the day off there, or lift the requirement.',
      action: 'See the domain',
    },
    'fr-fr': {
      subject: '[La Suite] Un second facteur devient nécessaire dans votre domaine',
      preview: '{{domain}}\u00a0: à partir du {{requiredFrom}}.',
      title: 'Un second facteur devient nécessaire dans votre domaine',
      state:
        'L’une des personnes qui gèrent le domaine de messagerie {{domain}} a décidé que ses utilisateurs auront besoin d’un second facteur pour se connecter, à partir du {{requiredFrom}}. Ceux qui n’en ont pas sont prévenus, maintenant et avant cette date.',
      next: 'La page du domaine montre qui n’en a pas encore. Si c’est une erreur, vous pouvez y repousser la date ou lever l’obligation.',
      action: 'Voir le domaine',
    },
  },
});

/** To the same people, when it no longer requires one by a decision of its own. */
export const secondFactorDateLifted = defineMail({
  sample: { kind: 'second_factor_date_changed', domain, link },
  body: NOTICE,
  texts: {
    'en-us': {
      subject: '[La Suite] Your domain no longer requires a second factor',
      preview: '{{domain}}: the requirement was lifted.',
      title: 'Your domain no longer requires a second factor',
      state:
        'One of those who manage the mail domain {{domain}} has lifted the requirement of a second factor. Whoever has one goes on signing in with it; what is required of the whole installation stays required.',
      next: 'If you did not expect this, speak with the others who manage the domain: the audit log tells who it was.',
      action: 'See the domain',
    },
    'fr-fr': {
      subject: '[La Suite] Votre domaine n’exige plus de second facteur',
      preview: '{{domain}}\u00a0: l’obligation a été levée.',
      title: 'Votre domaine n’exige plus de second facteur',
      state:
        'L’une des personnes qui gèrent le domaine de messagerie {{domain}} a levé l’obligation d’un second facteur. Ceux qui en ont un continuent de se connecter avec\u00a0; ce qui est exigé pour toute l’installation le reste.',
      next: 'Si vous ne vous y attendiez pas, parlez-en aux autres personnes qui gèrent le domaine\u00a0: le journal d’audit indique qui l’a fait.',
      action: 'Voir le domaine',
    },
  },
});
