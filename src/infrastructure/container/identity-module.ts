import { ContainerModule } from 'inversify';
import { makeRecognizeBearer } from '../../application/access/resource-server/recognize-bearer.ts';
import { makeRecognizeResourceServerCaller } from '../../application/access/resource-server/recognize-caller.ts';
import { makeReportTokenProblem } from '../../application/access/resource-server/report-token-problem.ts';
import { makeGetOrganization } from '../../application/organization/get-organization.ts';
import { makeRequeueUnnamedOrganizations } from '../../application/organization/plugins/requeue-unnamed-organizations.ts';
import { makeRunPluginHook } from '../../application/organization/plugins/run-plugin-hook.ts';
import { makeGetMe } from '../../application/people/get-me.ts';
import { makeBackChannelSignOut } from '../../application/people/sign-in/back-channel-sign-out.ts';
import { makeCompleteSignIn } from '../../application/people/sign-in/complete-sign-in.ts';
import { makePurgeSessions } from '../../application/people/sign-in/purge-sessions.ts';
import { makeRecognizePerson } from '../../application/people/sign-in/recognize-person.ts';
import { makeCompleteSignOut, makeStartSignOut } from '../../application/people/sign-in/sign-out.ts';
import { makeStartSignIn } from '../../application/people/sign-in/start-sign-in.ts';
import { bindFactory } from './tokens/typed-bind.ts';
import { ADAPTER_TOKENS, JOB_TOKENS, TOKENS } from './tokens.ts';

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
