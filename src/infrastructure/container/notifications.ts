import { makeDeliverMail } from '../../application/notification/deliver-mail.ts';
import { makeEraseUnsentMails } from '../../application/notification/erase-unsent-mails.ts';
import {
  makeListUnsentMails,
  makeSendMailAgain,
} from '../../application/notification/manage-unsent-mails.ts';
import { area, type UseCasesOf } from './inputs/area.ts';

/** The delivery of mails, and the management of unsent ones. */
export const notifications = area('Notifications', (given) => ({
  useCases: { listUnsentMails: makeListUnsentMails(given), sendMailAgain: makeSendMailAgain(given) },
  jobs: { deliver_mail: makeDeliverMail(given), erase_unsent_mails: makeEraseUnsentMails(given) },
}));
export type NotificationUseCases = UseCasesOf<typeof notifications>;
