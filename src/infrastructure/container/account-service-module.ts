import { ContainerModule } from 'inversify';
import {
  makeCreateAccountService,
  makeListAccountServices,
  makeRevokeAccountServiceKeys,
  makeRotateAccountServiceKey,
} from '../../application/access/account-service/manage-account-services.ts';
import { makeRecognizeAccountService } from '../../application/access/account-service/recognize-account-service.ts';
import { makeListCommuneIds } from '../../application/organization/list-commune-ids.ts';
import { bindFactory } from './tokens/typed-bind.ts';
import { ADAPTER_TOKENS, TOKENS } from './tokens.ts';

/** Programs that call with API keys. */
export const accountServiceModule = new ContainerModule((module) => {
  const { unitOfWork, accountServiceQueries, communeQueries, clock, ids, secrets, digest } = ADAPTER_TOKENS;
  const { accountServiceScopes } = TOKENS;
  const keys = { unitOfWork, clock, secrets, digest };

  bindFactory(module, TOKENS.recognizeAccountService, makeRecognizeAccountService, {
    accountServiceQueries,
    digest,
    clock,
    accountServiceScopes,
  });
  bindFactory(module, TOKENS.listAccountServices, makeListAccountServices, { accountServiceQueries });
  bindFactory(module, TOKENS.createAccountService, makeCreateAccountService, {
    ...keys,
    ids,
    accountServiceScopes,
  });
  bindFactory(module, TOKENS.rotateAccountServiceKey, makeRotateAccountServiceKey, keys);
  bindFactory(module, TOKENS.revokeAccountServiceKeys, makeRevokeAccountServiceKeys, { unitOfWork, clock });
  bindFactory(module, TOKENS.listCommuneIds, makeListCommuneIds, { communeQueries });
});
