import { makeCheckClientSecret } from '../../../application/identity/client/check-client-secret.ts';
import { makeCreateOpenidClient } from '../../../application/identity/client/create-openid-client.ts';
import {
  makeDeleteOpenidClient,
  makeSetOpenidClientEnabled,
} from '../../../application/identity/client/end-openid-client.ts';
import {
  makeGetOpenidClient,
  makeListOpenidClients,
} from '../../../application/identity/client/read-openid-clients.ts';
import { makeRotateClientSecret } from '../../../application/identity/client/rotate-client-secret.ts';
import { makeUpdateOpenidClient } from '../../../application/identity/client/update-openid-client.ts';
import { area, type UseCasesOf } from '../inputs/area.ts';

/** Services that sign people in with their mailboxes: clients of our OpenID provider. */
export const openidClients = area('OpenidClients', (given) => ({
  useCases: {
    checkClientSecret: makeCheckClientSecret(given),
    listOpenidClients: makeListOpenidClients(given),
    getOpenidClient: makeGetOpenidClient(given),
    createOpenidClient: makeCreateOpenidClient(given),
    updateOpenidClient: makeUpdateOpenidClient(given),
    rotateClientSecret: makeRotateClientSecret(given),
    setOpenidClientEnabled: makeSetOpenidClientEnabled(given),
    deleteOpenidClient: makeDeleteOpenidClient(given),
  },
}));
export type OpenidClientUseCases = UseCasesOf<typeof openidClients>;
