import { makeContactsRouter } from './contacts-router.ts';
import { makeMailDomainsRouter } from './mail-domains-router.ts';
import { makeMailboxesRouter } from './mailboxes-router.ts';
import { makeOrganizationsRouter } from './organizations-router.ts';
import { router } from './trpc.ts';
import { makeUsersRouter } from './users-router.ts';

type UseCases = Parameters<typeof makeUsersRouter>[0] &
  Parameters<typeof makeOrganizationsRouter>[0] &
  Parameters<typeof makeContactsRouter>[0] &
  Parameters<typeof makeMailDomainsRouter>[0] &
  Parameters<typeof makeMailboxesRouter>[0];

/** Every procedure of the application. */
export const makeAppRouter = (useCases: UseCases) =>
  router({
    users: makeUsersRouter(useCases),
    organizations: makeOrganizationsRouter(useCases),
    contacts: makeContactsRouter(useCases),
    mailDomains: makeMailDomainsRouter(useCases),
    mailboxes: makeMailboxesRouter(useCases),
  });

export type AppRouter = ReturnType<typeof makeAppRouter>;
