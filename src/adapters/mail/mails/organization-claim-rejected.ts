import { defineMail } from '../layouts/define-mail.ts';
import { NOTICE } from '../layouts/notice.ts';

/** To a person whose claim staff have rejected. */
export const organizationClaimRejected = defineMail({
  sample: {
    kind: 'organization_claim_rejected',
    organization: 'Commune de Varzy & environs',
    link: 'https://regie.example.fr/',
  },
  body: NOTICE,
  texts: {
    'en-us': {
      subject: '[La Suite] Your request to administer your organization has been refused',
      preview: 'Your request for {{organization}} has been refused.',
      title: 'Your request has been refused',
      state: 'Your request to administer the organization “{{organization}}” in La Régie has been refused.',
      next: 'If you think that this is a mistake, make another request that says more about your duties there.',
      action: 'Open La Régie',
    },
    'fr-fr': {
      subject: '[La Suite] Votre demande pour administrer votre organisation est refusée',
      preview: 'Votre demande pour {{organization}} est refusée.',
      title: 'Votre demande est refusée',
      state:
        'Votre demande pour administrer l’organisation «\u00a0{{organization}}\u00a0» dans La Régie est refusée.',
      next: 'Si vous pensez qu’il s’agit d’une erreur, faites une nouvelle demande en précisant vos fonctions.',
      action: 'Ouvrir La Régie',
    },
  },
});
