import { optionalEhloName } from '../addresses/ehlo-name.ts';
import { hostName } from '../addresses/host-name.ts';
import { sender } from '../addresses/sender.ts';
import { certificateAuthorities } from '../values/certificate-authorities.ts';
import { duration } from '../values/duration.ts';
import { count, flag, optional } from '../values/variable.ts';

/** Variables of the mails that are sent. */
export const MAIL_VARIABLES = {
  DJANGO_EMAIL_HOST: hostName({
    description: 'Mail server',
    development: 'localhost',
    calls: 'mailServer',
  }),
  DJANGO_EMAIL_PORT: count(25, [1, 65_535], { description: 'Its port', development: '1025' }),
  DJANGO_EMAIL_HOST_USER: optional({ description: 'User there' }),
  DJANGO_EMAIL_HOST_PASSWORD: optional({ description: 'Password of that user', secret: true }),
  DJANGO_EMAIL_USE_TLS: flag(false, { description: 'STARTTLS' }),
  DJANGO_EMAIL_USE_SSL: flag(false, { description: 'TLS from the start' }),
  DJANGO_EMAIL_FROM: sender({
    description: 'Sender of every mail: an address, or a name and one as in La Régie <no-reply@regie.fr>',
    development: 'from@example.com',
  }),
  DJANGO_EMAIL_CA_CERTIFICATES: certificateAuthorities({
    description:
      'Certificate authorities of the mail server besides the usual ones: PEM, or the path of such a file',
  }),
  DJANGO_EMAIL_EHLO_NAME: optionalEhloName({
    description: 'Full host name under which the mail server is greeted (EHLO)',
    otherwise: 'that of REGIE_PUBLIC_URL if it has a dot',
  }),
  MAIL_KEPT_FOR: duration('7 days', 90 * 86_400, {
    description:
      'How long the content of a mail is kept, sealed, that was refused or given up, for staff to send it again: 7 days, 36 hours',
  }),
  MAIL_LOG_RETENTION_DAYS: count(365, [1, 3650], {
    description: 'Days after which it is forgotten that a mail was sent, refused or given up, and to whom',
  }),
};
