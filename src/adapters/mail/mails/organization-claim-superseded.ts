import { defineMail } from '../layouts/define-mail.ts';
import { NOTICE } from '../layouts/notice.ts';

/** To a person whose claim is closed because another member was appointed. */
export const organizationClaimSuperseded = defineMail({
  sample: {
    kind: 'organization_claim_superseded',
    organization: 'Commune de Varzy & environs',
    link: 'https://regie.example.fr/',
  },
  body: NOTICE,
  texts: {
    'en-us': {
      subject: '[La Suite] Your organization has an administrator',
      preview: 'Another member now administers {{organization}}.',
      title: 'Your organization has an administrator',
      state:
        'Another member has been named administrator of the organization “{{organization}}” in La Régie: your request is closed.',
      next: 'This person can name further administrators. La Régie shows you who it is.',
      action: 'Open La Régie',
    },
    'fr-fr': {
      subject: '[La Suite] Votre organisation a un administrateur',
      preview: 'Un autre membre administre maintenant {{organization}}.',
      title: 'Votre organisation a un administrateur',
      state:
        'Un autre membre administre maintenant l’organisation «\u00a0{{organization}}\u00a0» dans La Régie\u00a0: votre demande est close.',
      next: 'Cette personne peut nommer d’autres administrateurs. La Régie vous indique de qui il s’agit.',
      action: 'Ouvrir La Régie',
    },
  },
});
