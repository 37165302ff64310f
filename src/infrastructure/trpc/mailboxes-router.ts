import { z } from 'zod';
import type { CreateMailbox } from '../../application/mail/create-mailbox.ts';
import type { GetMailbox, ListMailboxes } from '../../application/mail/read-mail-domains.ts';
import { LOCAL_PART_MAX_LENGTH, MAILBOX_NAME_MAX_LENGTH, type Mailbox } from '../../domain/mail/mailbox.ts';
import type { MailboxId } from '../../domain/shared/ids.ts';
import { pageInput } from './page-input.ts';
import { emailInput, idInput, slugInput, textInput } from './text-input.ts';
import { mutation, query, router } from './trpc.ts';

type UseCases = { listMailboxes: ListMailboxes; getMailbox: GetMailbox; createMailbox: CreateMailbox };

const pages = pageInput(
  ['created_at', 'first_name', 'last_name', 'local_part', 'secondary_email', 'status'],
  { field: 'created_at', descending: true },
);
const creation = z.object({
  domainSlug: slugInput,
  firstName: textInput(MAILBOX_NAME_MAX_LENGTH),
  lastName: textInput(MAILBOX_NAME_MAX_LENGTH),
  localPart: textInput(LOCAL_PART_MAX_LENGTH),
  secondaryEmail: emailInput.nullable().default(null),
});

const present = (mailbox: Mailbox) => ({
  id: mailbox.id,
  firstName: mailbox.firstName,
  lastName: mailbox.lastName,
  localPart: mailbox.localPart,
  secondaryEmail: mailbox.secondaryEmail,
  status: mailbox.status,
  /** Why the mail service refused it, when it did. */
  failure: mailbox.provisioningFailure,
  createdAt: mailbox.createdAt.toISOString(),
  updatedAt: mailbox.updatedAt.toISOString(),
});

export const makeMailboxesRouter = (useCases: UseCases) =>
  router({
    list: query.input(z.object({ domainSlug: slugInput, page: pages })).query(async ({ ctx, input }) => {
      const { total, items } = await useCases.listMailboxes(ctx.actor, input.domainSlug, input.page);
      return { total, items: items.map(present) };
    }),
    get: query
      .input(z.object({ domainSlug: slugInput, id: idInput<MailboxId>() }))
      .query(async ({ ctx, input }) =>
        present(await useCases.getMailbox(ctx.actor, input.domainSlug, input.id)),
      ),
    /** `pending` until the domain is enabled and the mail service has it. */
    create: mutation
      .input(creation)
      .mutation(async ({ ctx, input: { domainSlug: slug, ...input } }) =>
        present(await useCases.createMailbox(ctx.actor, { slug, ...input })),
      ),
  });
