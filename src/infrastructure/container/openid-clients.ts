import { makeCheckClientSecret } from '../../application/identity/client/check-client-secret.ts';
import { area } from './area.ts';

/** Services that sign people in with their mailboxes: clients of our OpenID provider. */
export const openidClients = area('OpenidClients', (given) => ({
  useCases: { checkClientSecret: makeCheckClientSecret(given) },
}));
