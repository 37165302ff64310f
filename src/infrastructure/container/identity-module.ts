import { ContainerModule } from 'inversify';
import { makeBackChannelSignOut } from '../../application/identity/back-channel-sign-out.ts';
import { makeCompleteSignIn } from '../../application/identity/complete-sign-in.ts';
import { makePurgeSessions } from '../../application/identity/purge-sessions.ts';
import { makeRecognizeBearer } from '../../application/identity/recognize-bearer.ts';
import { makeRecognizePerson } from '../../application/identity/recognize-person.ts';
import { makeReportTokenProblem } from '../../application/identity/report-token-problem.ts';
import { makeCompleteSignOut, makeStartSignOut } from '../../application/identity/sign-out.ts';
import { makeStartSignIn } from '../../application/identity/start-sign-in.ts';
import { makeGetOrganization } from '../../application/organization/get-organization.ts';
import { makeRequeueUnnamedOrganizations } from '../../application/organization/requeue-unnamed-organizations.ts';
import { makeRunPluginHook } from '../../application/organization/run-plugin-hook.ts';
import { makeRecognizeResourceServerCaller } from '../../application/resource-server/recognize-caller.ts';
import { makeGetMe } from '../../application/user/get-me.ts';
import { ADAPTER_TOKENS, JOB_TOKENS, TOKENS } from './tokens.ts';
import { bindFactory } from './typed-bind.ts';

/** People, their sessions and their organizations. */
export const identityModule = new ContainerModule((module) => {
  const {
    unitOfWork,
    sessions,
    userQueries,
    identityProvider,
    tokenIntrospector,
    clock,
    ids,
    secrets,
    logger,
  } = ADAPTER_TOKENS;
  const { plugins, recognizePerson, reportTokenProblem } = TOKENS;

  bindFactory(module, recognizePerson, makeRecognizePerson, {
    unitOfWork,
    clock,
    ids,
    logger,
    plugins,
    signInSettings: TOKENS.signInSettings,
    mailSettings: TOKENS.mailSettings,
  });
  bindFactory(module, reportTokenProblem, makeReportTokenProblem, { logger, clock });
  bindFactory(module, TOKENS.recognizeBearer, makeRecognizeBearer, {
    userQueries,
    tokenIntrospector,
    bearerClientIds: TOKENS.bearerClientIds,
    reportTokenProblem,
  });
  bindFactory(module, TOKENS.recognizeResourceServerCaller, makeRecognizeResourceServerCaller, {
    userQueries,
    tokenIntrospector,
    resourceServerSettings: TOKENS.resourceServerSettings,
    ownNames: TOKENS.ownNames,
    reportTokenProblem,
  });
  bindFactory(module, TOKENS.startSignIn, makeStartSignIn, { identityProvider, sessions, clock });
  bindFactory(module, TOKENS.completeSignIn, makeCompleteSignIn, {
    identityProvider,
    recognizePerson,
    sessions,
    clock,
    logger,
  });
  bindFactory(module, TOKENS.startSignOut, makeStartSignOut, {
    identityProvider,
    sessions,
    secrets,
    logger,
  });
  bindFactory(module, TOKENS.completeSignOut, makeCompleteSignOut, { sessions });
  bindFactory(module, TOKENS.backChannelSignOut, makeBackChannelSignOut, {
    identityProvider,
    sessions,
    unitOfWork,
    clock,
    logger,
  });
  bindFactory(module, JOB_TOKENS.purge_sessions, makePurgeSessions, { sessions, clock });

  bindFactory(module, TOKENS.getMe, makeGetMe, {
    personQueries: ADAPTER_TOKENS.personQueries,
    featureFlags: TOKENS.featureFlags,
  });
  bindFactory(module, TOKENS.getOrganization, makeGetOrganization, {
    organizationQueries: ADAPTER_TOKENS.organizationQueries,
  });
  bindFactory(module, JOB_TOKENS.run_plugin_hook, makeRunPluginHook, { plugins });
  bindFactory(module, JOB_TOKENS.name_unnamed_organizations, makeRequeueUnnamedOrganizations, {
    unitOfWork,
    plugins,
    clock,
    logger,
  });
});
