import {
  PROVISIONING_SYSTEMS,
  PROVISIONING_VARIABLES,
  type ProvisioningSystemName,
  USUAL_PROVISIONING_SYSTEM,
} from '../../provisioning-systems.ts';
import { choice, count, flag, number, optional, requiredBaseUrl } from '../values/variable.ts';

/** Variables of the system that runs mail domains. */
export const MAIL_DOMAIN_VARIABLES = {
  MAIL_PROVISIONING_SYSTEM: choice(
    Object.keys(PROVISIONING_SYSTEMS) as [ProvisioningSystemName],
    USUAL_PROVISIONING_SYSTEM,
    { description: 'System that runs mail domains; the variables of others are not read' },
  ),
  ...PROVISIONING_VARIABLES,
  MAIL_PROVISIONING_WAIT: number(2, [0, 30], {
    description: 'Seconds a request waits for its provisioning job before it answers `pending`',
  }),
  MAIL_CHECK_DOMAIN_INTERVAL: number(10, [0, 3600], {
    description: 'Smallest number of seconds between two checks of domains sent to dimail, by all processes',
  }),
  SYNTHETIC_CHECK_DOMAIN: optional({
    description:
      'Slug of a mail domain in which the mail service is tried from end to end: one mailbox a day is made there, and enabled, changed and disabled by each check',
    otherwise: 'it is not tried',
  }),
  SYNTHETIC_CHECK_INTERVAL: count(10, [5, 59], { description: 'Minutes between two such checks' }),
  WEBMAIL_URL: requiredBaseUrl({ description: 'Host of login links', development: 'http://localhost:8002' }),
  SEND_MAILBOX_PASSWORD: flag(false, { description: 'Also mail first passwords' }),
  MAIL_LINKS: choice(['page', 'direct'], 'page', {
    description:
      'page: login links and passwords in mails lead to a page of ours, where a click opens the webmail or shows the password once; direct: the link in the mail opens the webmail and passwords stand in the mail, as in La Régie',
  }),
};
