import { unicodeDomainName } from '../../../domain/shared/domain-name.ts';
import type { OverviewUseCases } from '../../container/overview.ts';
import { query, router } from '../procedure/trpc.ts';

/** With the domain's name as people read it. */
const named = <T extends { readonly name: string }>(need: T) => ({
  ...need,
  displayName: unicodeDomainName(need.name),
});

/** What people see first. */
export const makeOverviewRouter = ({ readNeeds }: OverviewUseCases) =>
  router({
    /**
     * What needs the person in the mail domains that they administer or own: each kind with its total, and its first 20.
     * `domains`: with which somebody has to help. `invitations`: sent by them, and `ending_soon`, `ended` in the latest seven
     * days, or `mail_not_delivered`. `waiting`: changes that wait for the mail service for more than an hour. `drift`:
     * differences to be settled.
     */
    needs: query.query(async ({ ctx }) => {
      const { domains, invitations, waiting, drift } = await readNeeds(ctx.actor);
      return {
        domains: { ...domains, items: domains.items.map(named) },
        invitations: {
          ...invitations,
          items: invitations.items.map(({ expiresAt, mailReason: _mailReason, ...invitation }) =>
            named({ ...invitation, expiresAt: expiresAt.toISOString() }),
          ),
        },
        waiting: {
          ...waiting,
          items: waiting.items.map((one) => named({ ...one, since: one.since.toISOString() })),
        },
        drift: {
          ...drift,
          items: drift.items.map((one) =>
            named({ ...one, comparedAt: one.comparedAt?.toISOString() ?? null }),
          ),
        },
      };
    }),
  });
