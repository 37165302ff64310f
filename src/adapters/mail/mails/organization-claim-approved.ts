import { defineMail } from '../layouts/define-mail.ts';
import { NOTICE } from '../layouts/notice.ts';

/** To a person whose claim staff have approved. */
export const organizationClaimApproved = defineMail({
  sample: {
    kind: 'organization_claim_approved',
    organization: 'Commune de Varzy & environs',
    link: 'https://regie.example.fr/',
  },
  body: NOTICE,
  texts: {
    'en-us': {
      subject: '[La Suite] You now administer your organization',
      preview: 'Your request for {{organization}} has been accepted.',
      title: 'Your request has been accepted',
      state: 'You are now an administrator of the organization “{{organization}}” in La Régie.',
      next: 'You can rename it and name other administrators among its members.',
      action: 'Open La Régie',
    },
    'fr-fr': {
      subject: '[La Suite] Vous administrez maintenant votre organisation',
      preview: 'Votre demande pour {{organization}} est acceptée.',
      title: 'Votre demande est acceptée',
      state:
        'Vous êtes maintenant administrateur ou administratrice de l’organisation «\u00a0{{organization}}\u00a0» dans La Régie.',
      next: 'Vous pouvez la renommer, et nommer d’autres administrateurs parmi ses membres.',
      action: 'Ouvrir La Régie',
    },
  },
});
