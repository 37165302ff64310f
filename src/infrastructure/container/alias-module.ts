import { ContainerModule } from 'inversify';
import { makeAwaitAliasChanges } from '../../application/alias/await-alias-changes.ts';
import { makeChangeAliasJob } from '../../application/alias/change-alias-job.ts';
import { makeCreateAlias, makeCreateAliases } from '../../application/alias/create-aliases.ts';
import { makeCheckAliasRemoval, makeListAliases } from '../../application/alias/read-aliases.ts';
import { makeRemoveAlias, makeRemoveAliases } from '../../application/alias/remove-aliases.ts';
import { bindFactory } from './tokens/typed-bind.ts';
import { ADAPTER_TOKENS, JOB_TOKENS, TOKENS } from './tokens.ts';

/** Aliases, and the job that keeps the provisioner in step. */
export const aliasModule = new ContainerModule((module) => {
  const { unitOfWork, mailDomainQueries, mailAliasQueries, signals, mailProvisioner, clock, ids, logger } =
    ADAPTER_TOKENS;
  const { waits, awaitAliasChanges } = TOKENS;

  const reads = { mailDomainQueries, mailAliasQueries };
  bindFactory(module, TOKENS.listAliases, makeListAliases, reads);
  bindFactory(module, TOKENS.checkAliasRemoval, makeCheckAliasRemoval, reads);
  bindFactory(module, awaitAliasChanges, makeAwaitAliasChanges, { unitOfWork, signals, waits });
  const writes = { unitOfWork, awaitAliasChanges, clock, ids };
  bindFactory(module, TOKENS.createAlias, makeCreateAlias, writes);
  bindFactory(module, TOKENS.createAliases, makeCreateAliases, writes);
  bindFactory(module, TOKENS.removeAlias, makeRemoveAlias, writes);
  bindFactory(module, TOKENS.removeAliases, makeRemoveAliases, writes);
  bindFactory(module, JOB_TOKENS.change_alias, makeChangeAliasJob, {
    unitOfWork,
    mailProvisioner,
    clock,
    logger,
  });
});
