import { action } from '../layouts/action.ts';
import { defineMail } from '../layouts/define-mail.ts';

/** To the staff who decide on claims. `claimant` is a name and an address; `reason` are the claimant's words. */
export const organizationClaimFiled = defineMail({
  sample: {
    kind: 'organization_claim_filed',
    organization: 'Commune de Varzy & environs',
    claimant: 'Camille Dupont, camille.dupont@mairie.fr',
    reason: 'Je suis secrétaire de mairie',
    link: 'https://regie.example.fr/',
  },
  body: `
    <mj-text>[[state]]</mj-text>
    <mj-text>[[reason_label]] {{reason}}</mj-text>
    <mj-text>[[next]]</mj-text>
    ${action('link')}`,
  texts: {
    'en-us': {
      subject: '[La Suite] A request to administer an organization',
      preview: 'A request for {{organization}} waits for a decision.',
      title: 'A request waits for a decision',
      state:
        '{{claimant}} asks to administer the organization “{{organization}}”, which nobody administers yet.',
      reason_label: 'Reason given:',
      next: 'Accept or refuse this request in La Régie: the person will be told by mail.',
      action: 'Open La Régie',
    },
    'fr-fr': {
      subject: '[La Suite] Une demande pour administrer une organisation',
      preview: 'Une demande pour {{organization}} attend une décision.',
      title: 'Une demande attend une décision',
      state:
        '{{claimant}} demande à administrer l’organisation «\u00a0{{organization}}\u00a0», que personne n’administre encore.',
      reason_label: 'Motif donné\u00a0:',
      next: 'Acceptez ou refusez cette demande dans La Régie\u00a0: la personne en sera informée par e-mail.',
      action: 'Ouvrir La Régie',
    },
  },
});
