import { defineMail } from '../layouts/define-mail.ts';
import { NOTICE } from '../layouts/notice.ts';

/** To a person who has asked to administer their organization. */
export const organizationClaimReceived = defineMail({
  sample: {
    kind: 'organization_claim_received',
    organization: 'Commune de Varzy & environs',
    link: 'https://regie.example.fr/',
  },
  body: NOTICE,
  texts: {
    'en-us': {
      subject: '[La Suite] Your request to administer your organization',
      preview: 'Your request for {{organization}} has been received.',
      title: 'Your request has been received',
      state: 'You have asked to administer the organization “{{organization}}” in La Régie.',
      next: 'The team that runs La Régie will examine your request, and we will write to you as soon as it is decided. You can withdraw it until then.',
      action: 'Open La Régie',
    },
    'fr-fr': {
      subject: '[La Suite] Votre demande pour administrer votre organisation',
      preview: 'Votre demande pour {{organization}} est enregistrée.',
      title: 'Votre demande est enregistrée',
      state: 'Vous avez demandé à administrer l’organisation «\u00a0{{organization}}\u00a0» dans La Régie.',
      next: 'L’équipe de La Régie va examiner votre demande, et nous vous écrirons dès qu’une décision sera prise. D’ici là, vous pouvez la retirer.',
      action: 'Ouvrir La Régie',
    },
  },
});
