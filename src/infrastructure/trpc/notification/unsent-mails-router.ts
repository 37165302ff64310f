import { z } from 'zod';
import {
  UNSENT_MAIL_STATUSES,
  type UnsentMailView,
} from '../../../application/notification/outgoing-mail-queries.ts';
import type { OutgoingMailId } from '../../../domain/shared/ids.ts';
import type { NotificationUseCases } from '../../container/notifications.ts';
import { pageInput } from '../procedure/page-input.ts';
import { idInput, searchInput } from '../procedure/text-input.ts';
import { router, throttledMutation, throttledQuery } from '../procedure/trpc.ts';

const listInput = z.object({
  /** Part of the recipient's address. */
  search: searchInput,
  /** All statuses when absent. */
  statuses: z.array(z.enum(UNSENT_MAIL_STATUSES)).max(UNSENT_MAIL_STATUSES.length).optional(),
  page: pageInput(['created_at'], { field: 'created_at', descending: true }),
});

const present = (mail: UnsentMailView) => ({
  id: mail.id,
  recipient: mail.recipient,
  kind: mail.kind,
  status: mail.status,
  /** Since when the mail server has not taken it, and the server's latest codes. */
  trouble: mail.trouble && { since: mail.trouble.since.toISOString(), reason: mail.trouble.reason },
  canBeSentAgain: mail.status !== 'waiting' && mail.isKept,
  createdAt: mail.createdAt.toISOString(),
  updatedAt: mail.updatedAt.toISOString(),
});

/** Unsent mails, for staff; FORBIDDEN for others. */
export const makeUnsentMailsRouter = (useCases: NotificationUseCases) =>
  router({
    /** Mails that wait, were refused, or were given up; newest first. */
    list: throttledQuery.input(listInput.prefault({})).query(async ({ ctx, input }) => {
      const { page, ...filter } = input;
      const { total, items, management } = await useCases.listUnsentMails(ctx.actor, filter, page);
      return { total, items: items.map(present), management };
    }),
    /** Sends an ended mail again, with a new login link if it had one. */
    sendAgain: throttledMutation
      .input(z.object({ id: idInput<OutgoingMailId>() }))
      .mutation(async ({ ctx, input }) => {
        const { id } = await useCases.sendMailAgain(ctx.actor, input.id);
        return { id, status: 'waiting' as const };
      }),
  });
