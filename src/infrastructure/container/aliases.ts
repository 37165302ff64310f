import { makeAwaitAliasChanges } from '../../application/alias/await-alias-changes.ts';
import { makeChangeAliasJob } from '../../application/alias/change-alias-job.ts';
import { makeCheckAliases } from '../../application/alias/check-aliases.ts';
import { makeCreateAlias, makeCreateAliases } from '../../application/alias/create-aliases.ts';
import { makeDismissAliasRefusal } from '../../application/alias/dismiss-alias-refusal.ts';
import { makeListAliasGroups } from '../../application/alias/list-alias-groups.ts';
import { makeListAliasHistory } from '../../application/alias/list-alias-history.ts';
import { makeCheckAliasRemoval, makeListAliases } from '../../application/alias/read-aliases.ts';
import {
  makeRemoveAlias,
  makeRemoveAliases,
  makeRemoveManyAliases,
} from '../../application/alias/remove-aliases.ts';
import { makeRemoveLateAliases } from '../../application/alias/remove-late-aliases.ts';
import { area, type UseCasesOf } from './inputs/area.ts';

/** Aliases, and the jobs that update the provisioner. */
export const aliases = area('Aliases', (given) => {
  const changing = { ...given, awaitAliasChanges: makeAwaitAliasChanges(given) };
  return {
    useCases: {
      listAliases: makeListAliases(given),
      listAliasGroups: makeListAliasGroups(given),
      listAliasHistory: makeListAliasHistory(given),
      checkAliases: makeCheckAliases(given),
      checkAliasRemoval: makeCheckAliasRemoval(given),
      createAlias: makeCreateAlias(changing),
      createAliases: makeCreateAliases(changing),
      dismissAliasRefusal: makeDismissAliasRefusal(given),
      removeAlias: makeRemoveAlias(changing),
      removeAliases: makeRemoveAliases(changing),
      removeManyAliases: makeRemoveManyAliases(given),
    },
    jobs: {
      change_alias: makeChangeAliasJob(given),
      remove_late_aliases: makeRemoveLateAliases(given),
    },
  };
});
export type AliasUseCases = UseCasesOf<typeof aliases>;
