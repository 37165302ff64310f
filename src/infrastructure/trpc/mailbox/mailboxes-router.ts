import { z } from 'zod';
import { MOST_INVITED_AT_ONCE } from '../../../application/identity/password/invite-to-passwords.ts';
import type { MailboxSession } from '../../../application/identity/provider/openid-sessions.ts';
import type { MadeMailbox } from '../../../application/mailbox/create-mailbox.ts';
import type { MailboxView } from '../../../application/mailbox/mailbox-queries.ts';
import type { MailboxFor } from '../../../application/mailbox/read-mailboxes.ts';
import { deviceName } from '../../../domain/identity/device-name.ts';
import { detailsOf, LOCAL_PART_MAX_LENGTH, type MailboxDetails } from '../../../domain/mailbox/mailbox.ts';
import {
  handedOverInstead,
  type MailboxAbilities,
  type MailboxAction,
  type MailboxRefusals,
} from '../../../domain/mailbox/mailbox-access.ts';
import type { MailboxChange, MailboxChangeFailure } from '../../../domain/mailbox/mailbox-change.ts';
import {
  changeOf,
  failureOf,
  MAILBOX_STATUSES,
  type MailboxStatus,
} from '../../../domain/mailbox/provisioning.ts';
import { type Waiting, waitingOf } from '../../../domain/mailbox/waiting-of.ts';
import type { MailboxId } from '../../../domain/shared/ids.ts';
import type { FactorAdministrationUseCases } from '../../container/identity/factor-administration.ts';
import type { MailboxPasswordUseCases } from '../../container/identity/mailbox-passwords.ts';
import type { MailboxUseCases } from '../../container/mailboxes.ts';
import {
  confirmationInput,
  presentFactors,
  presentLink,
  presentReset,
  resetInput,
} from '../identity/present-second-factor.ts';
import { pageInput } from '../procedure/page-input.ts';
import { emailInput, searchInput, slugInput, textInput } from '../procedure/text-input.ts';
import { mutation, query, router } from '../procedure/trpc.ts';
import { bulkChangeProcedures } from './bulk-change-procedures.ts';
import { functionalMailboxCreation, mailboxCreation, mailboxKey, mailboxUpdate } from './mailbox-input.ts';

const pages = pageInput(
  ['created_at', 'first_name', 'last_name', 'local_part', 'secondary_email', 'status'],
  { field: 'created_at', descending: true },
);
const listing = z.object({
  domainSlug: slugInput,
  /** Part of the local part or of the names, or a whole address. */
  search: searchInput,
  /** All statuses when absent. */
  statuses: z.array(z.enum(MAILBOX_STATUSES)).max(MAILBOX_STATUSES.length).optional(),
  page: pages,
});
/** The addresses of people's input, in the one spelling of addresses. */
const written = { secondaryEmail: emailInput.nullable().default(null) };
const creation = mailboxCreation.extend(written);
const functionalCreation = functionalMailboxCreation.extend(written);

/** A SHA-256 in base64url. */
const SESSION_ID = /^[\w-]{43}$/;

const byId = mailboxKey;
const change = mailboxUpdate.extend({ secondaryEmail: emailInput.nullable().optional() });

/** A session that `sessions` names; all when absent. */
const sessionsToEnd = byId.extend({ sessionId: z.string().regex(SESSION_ID).optional() });

const passwordInvitations = z.object({
  domainSlug: slugInput,
  /** A local part: `next` of the answer before. */
  after: textInput(LOCAL_PART_MAX_LENGTH).nullable().default(null),
  limit: z.int().min(1).max(MOST_INVITED_AT_ONCE).default(MOST_INVITED_AT_ONCE),
});

/** A mailbox, as those who may see its domain are told of it; instants in ISO 8601. */
export interface PresentedMailbox extends MailboxDetails {
  id: MailboxId;
  status: MailboxStatus;
  /** Why the mail service refused it; null when it did not. */
  failure: ReturnType<typeof failureOf>;
  /** The pending change at the mail service, and its latest trouble; null when nothing is pending. */
  change: {
    active: boolean | null;
    renames: boolean;
    resetsPassword: boolean;
    sendsLoginLink: boolean;
    trouble: MailboxChange['trouble'];
  } | null;
  /** All that waits for the mail service, its creation as well; null when nothing does. */
  waiting: (Omit<Waiting, 'since'> & { since: string }) | null;
  /** The latest change that is not to be made: the mail service refused it, or it was withdrawn. */
  refusedChange: Pick<MailboxChangeFailure, 'step' | 'code' | 'params'> | null;
  createdAt: string;
  updatedAt: string;
}

const present = (mailbox: MailboxView): PresentedMailbox => {
  const change = changeOf(mailbox);
  const waiting = waitingOf(mailbox);
  const { changeFailure: refused } = mailbox.provisioning;
  return {
    id: mailbox.id,
    ...detailsOf(mailbox),
    status: mailbox.status,
    failure: failureOf(mailbox),
    change: change && {
      active: change.active,
      renames: change.formerNames !== null,
      resetsPassword: change.resetsPassword,
      sendsLoginLink: change.sendsLoginLink,
      trouble: change.trouble,
    },
    waiting: waiting && { ...waiting, since: waiting.since.toISOString() },
    refusedChange: refused && { step: refused.step, code: refused.code, params: refused.params },
    createdAt: mailbox.createdAt.toISOString(),
    updatedAt: mailbox.updatedAt.toISOString(),
  };
};

const presentSession = ({ id, clients, address, userAgent, signedInAt, expiresAt }: MailboxSession) => {
  const { browser = null, system = null } = deviceName(userAgent);
  return {
    id,
    /** Names of the services that were signed in to; none yet where somebody only opened their account. */
    clients,
    signedInAt: signedInAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    /** IP address of the sign-in; null when it is not known. */
    address,
    /** As people call them, such as Firefox and Linux; null for one that we do not know. */
    device: { browser, system },
  };
};

/** With what may not be expected, where aliases have its address: `mailbox_shadowed`, `copy_kept`. */
export interface PresentedMade extends PresentedMailbox {
  warnings: MadeMailbox['warnings'];
}
const presentMade = (mailbox: MadeMailbox): PresentedMade => ({
  ...present(mailbox),
  warnings: mailbox.warnings,
});
/** With what the caller may do with it in its present state, and the codes that they would get for the rest. */
export interface PresentedFor extends PresentedMailbox {
  abilities: MailboxAbilities;
  refusals: MailboxRefusals;
  /** Refused, but its owner can be handed a link instead. */
  handedOverInstead: readonly MailboxAction[];
}
const presentFor = (mailbox: MailboxFor): PresentedFor => ({
  ...present(mailbox),
  abilities: mailbox.abilities,
  refusals: mailbox.refusals,
  handedOverInstead: handedOverInstead(mailbox.refusals),
});

type UseCases = MailboxUseCases &
  Pick<MailboxPasswordUseCases, 'inviteToPassword' | 'inviteToPasswords' | 'handOverPasswordLink'> &
  FactorAdministrationUseCases;

export const makeMailboxesRouter = (useCases: UseCases) =>
  router({
    list: query.input(listing).query(async ({ ctx, input: { domainSlug, page, ...filter } }) => {
      const { total, items } = await useCases.viewMailboxes(ctx.actor, domainSlug, filter, page);
      return { total, items: items.map(presentFor) };
    }),
    get: query
      .input(byId)
      .query(async ({ ctx, input }) =>
        presentFor(await useCases.getMailbox(ctx.actor, input.domainSlug, input.id)),
      ),
    /** `pending` until the domain is enabled and the mail service has created it. */
    create: mutation
      .input(creation)
      .mutation(async ({ ctx, input: { domainSlug: slug, ...input } }) =>
        presentMade(await useCases.createMailbox(ctx.actor, { slug, ...input })),
      ),
    createFunctional: mutation
      .input(functionalCreation)
      .mutation(async ({ ctx, input: { domainSlug: slug, ...input } }) =>
        presentMade(await useCases.createMailbox(ctx.actor, { slug, kind: 'functional', ...input })),
      ),
    /**
     * New names go to the mail service in the background. Viewers may change the mailbox at their own address. CONFLICT
     * (`mailbox.changed_meanwhile`) when it is not as it was `seen`.
     */
    update: mutation
      .input(change)
      .mutation(async ({ ctx, input: { domainSlug: slug, ...input } }) =>
        present(await useCases.updateMailbox(ctx.actor, { slug, ...input })),
      ),
    /** While the mail service is down the change waits, as `change` shows. */
    enable: mutation
      .input(byId)
      .mutation(async ({ ctx, input }) =>
        present(await useCases.enableMailbox(ctx.actor, input.domainSlug, input.id)),
      ),
    disable: mutation
      .input(byId)
      .mutation(async ({ ctx, input }) =>
        present(await useCases.disableMailbox(ctx.actor, input.domainSlug, input.id)),
      ),
    /**
     * SERVICE_UNAVAILABLE with `data.isKept` when the mail service is down: the mail is sent once it is available again.
     */
    resetPassword: mutation
      .input(byId)
      .mutation(async ({ ctx, input }) =>
        present(await useCases.resetMailboxPassword(ctx.actor, input.domainSlug, input.id)),
      ),
    /** As `resetPassword`. */
    sendLoginLink: mutation
      .input(byId)
      .mutation(async ({ ctx, input }) =>
        present(await useCases.sendLoginLink(ctx.actor, input.domainSlug, input.id)),
      ),
    /** Mails the owner a link to choose the password of their identity with. */
    invitePassword: mutation
      .input(byId)
      .mutation(({ ctx, input }) => useCases.inviteToPassword(ctx.actor, input.domainSlug, input.id)),
    /**
     * The same for all owners of a domain's mailboxes who have chosen none: call it with the `next` of the answer before,
     * until that is null. Each mailbox that was looked at has its own outcome.
     */
    invitePasswords: mutation
      .input(passwordInvitations)
      .mutation(({ ctx, input: { domainSlug, ...batch } }) =>
        useCases.inviteToPasswords(ctx.actor, domainSlug, batch),
      ),
    /** A link for an owner without secondary address, shown this once, to be passed on. */
    handOverPasswordLink: mutation.input(byId).mutation(async ({ ctx, input }) => {
      const { url, expiresAt } = await useCases.handOverPasswordLink(ctx.actor, input.domainSlug, input.id);
      return { url, expiresAt: expiresAt.toISOString() };
    }),
    /** A link with which its owner may enrol their first second factor, beside their password; shown this once, to be passed on. */
    handOverEnrolmentLink: mutation
      .input(byId)
      .mutation(async ({ ctx, input: { domainSlug: slug, id } }) =>
        presentLink(await useCases.handOverEnrolmentLink(ctx.actor, { place: { slug }, id })),
      ),
    /** The second factors of its owner: kinds, and when they were used; never what is secret, or private to them. */
    factors: query
      .input(byId)
      .query(async ({ ctx, input: { domainSlug: slug, id } }) =>
        presentFactors(await useCases.readOwnerFactors(ctx.actor, { place: { slug }, id })),
      ),
    /**
     * Asks for them to be taken away, of somebody who lost theirs. Another owner or administrator of the domain, or staff,
     * confirms it within 7 days; who asked may, where there is nobody else. All are told.
     */
    requestFactorReset: mutation
      .input(byId)
      .mutation(async ({ ctx, input: { domainSlug: slug, id } }) =>
        presentReset(await useCases.requestFactorReset(ctx.actor, { place: { slug }, id })),
      ),
    /** Carries it out: factors and recovery codes are gone, sessions end. */
    confirmFactorReset: mutation
      .input(z.object({ domainSlug: slugInput, ...confirmationInput }))
      .mutation(async ({ ctx, input: { domainSlug: slug, id, resetId, withLink } }) => {
        const target = { place: { slug }, id, resetId };
        const { link } = await useCases.confirmFactorReset(ctx.actor, target, { withLink });
        return { link: link && presentLink(link) };
      }),
    cancelFactorReset: mutation
      .input(z.object({ domainSlug: slugInput, ...resetInput }))
      .mutation(({ ctx, input: { domainSlug: slug, id, resetId } }) =>
        useCases.cancelFactorReset(ctx.actor, { place: { slug }, id, resetId }),
      ),
    /** Where its owner is signed in by our OpenID provider, the latest first. */
    sessions: query
      .input(byId)
      .query(async ({ ctx, input: { domainSlug: slug, id } }) =>
        (await useCases.listOwnerSessions(ctx.actor, { slug, id })).map(presentSession),
      ),
    /** Signs its owner out, of one session or of all; `ended` counts sign-ins at services, which are told. */
    endSessions: mutation
      .input(sessionsToEnd)
      .mutation(async ({ ctx, input: { domainSlug: slug, id, sessionId } }) => ({
        ended: await useCases.endOwnerSessions(ctx.actor, { slug, id }, sessionId),
      })),
    /** Only a mailbox that the mail service does not have. */
    delete: mutation
      .input(byId)
      .mutation(({ ctx, input }) => useCases.deleteMailbox(ctx.actor, input.domainSlug, input.id)),
    ...bulkChangeProcedures(useCases),
  });
