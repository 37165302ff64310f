import { z } from 'zod';
import type { MailDomainId } from '../../../domain/shared/ids.ts';
import type { FactorAdministrationUseCases } from '../../container/identity/factor-administration.ts';
import { idInput } from '../procedure/text-input.ts';
import { router, throttledMutation, throttledQuery } from '../procedure/trpc.ts';
import {
  confirmationInput,
  mailboxInput,
  presentFactors,
  presentLink,
  presentOverview,
  presentReset,
  presentUnenrolled,
  requiredFromInput,
  resetInput,
  unenrolledInput,
} from './present-second-factor.ts';

const place = { mailDomainId: idInput<MailDomainId>() };
const inDomain = z.object(place);
const ofMailbox = z.object({ ...place, ...mailboxInput });

/** The second factors of the people of every mail domain, for staff; FORBIDDEN for others. */
export const makeManagedSecondFactorsRouter = (useCases: FactorAdministrationUseCases) =>
  router({
    get: throttledQuery
      .input(inDomain)
      .query(async ({ ctx, input }) => presentOverview(await useCases.readSecondFactor(ctx.actor, input))),
    /** Enabled mailboxes whose owners have none. */
    listWithout: throttledQuery
      .input(inDomain.extend(unenrolledInput))
      .query(async ({ ctx, input: { mailDomainId, search, page } }) => {
        const { total, items } = await useCases.listWithoutSecondFactor(
          ctx.actor,
          { mailDomainId },
          { search },
          page,
        );
        return { total, items: items.map(presentUnenrolled) };
      }),
    /** As `mailDomains.setSecondFactorDate`. */
    setDate: throttledMutation
      .input(inDomain.extend({ requiredFrom: requiredFromInput }))
      .mutation(({ ctx, input: { mailDomainId, requiredFrom } }) =>
        useCases.setSecondFactorDate(ctx.actor, { mailDomainId }, { requiredFrom }),
      ),
    /** As `mailboxes.factors`. */
    factors: throttledQuery
      .input(ofMailbox)
      .query(async ({ ctx, input: { id, ...place } }) =>
        presentFactors(await useCases.readOwnerFactors(ctx.actor, { place, id })),
      ),
    /** As `mailboxes.requestFactorReset`, and its confirmation. */
    requestReset: throttledMutation
      .input(ofMailbox)
      .mutation(async ({ ctx, input: { id, ...place } }) =>
        presentReset(await useCases.requestFactorReset(ctx.actor, { place, id })),
      ),
    confirmReset: throttledMutation
      .input(z.object({ ...place, ...confirmationInput }))
      .mutation(async ({ ctx, input: { id, resetId, withLink, ...place } }) => {
        const { link } = await useCases.confirmFactorReset(ctx.actor, { place, id, resetId }, { withLink });
        return { link: link && presentLink(link) };
      }),
    cancelReset: throttledMutation
      .input(z.object({ ...place, ...resetInput }))
      .mutation(({ ctx, input: { id, resetId, ...place } }) =>
        useCases.cancelFactorReset(ctx.actor, { place, id, resetId }),
      ),
    /** As `mailboxes.handOverEnrolmentLink`. */
    handOverLink: throttledMutation
      .input(ofMailbox)
      .mutation(async ({ ctx, input: { id, ...place } }) =>
        presentLink(await useCases.handOverEnrolmentLink(ctx.actor, { place, id })),
      ),
  });
