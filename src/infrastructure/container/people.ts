import { makeCreateContact } from '../../application/people/contact/create-contact.ts';
import { makeDeleteContact } from '../../application/people/contact/delete-contact.ts';
import {
  makeFindHiddenContacts,
  makeGetContact,
  makeListContacts,
  makeWalkContacts,
} from '../../application/people/contact/read-contacts.ts';
import { makeUpdateContact } from '../../application/people/contact/update-contact.ts';
import {
  makeFindUnknownUsers,
  makeFindUsersNotReached,
} from '../../application/people/find-unknown-users.ts';
import { makeGetMe } from '../../application/people/get-me.ts';
import { makeInspectAccount, makeListAccounts } from '../../application/people/list-accounts.ts';
import { makeListOwnRoles } from '../../application/people/list-own-roles.ts';
import { makeListUsers } from '../../application/people/list-users.ts';
import { makeMoveUser } from '../../application/people/move-user.ts';
import { makeSetUserFlags } from '../../application/people/set-user-flags.ts';
import { makeAuthenticateUser } from '../../application/people/sign-in/authenticate-user.ts';
import { makeBackChannelSignOut } from '../../application/people/sign-in/back-channel-sign-out.ts';
import { makeCompleteSignIn } from '../../application/people/sign-in/complete-sign-in.ts';
import {
  makeListFirstStaff,
  makeNameFirstStaff,
  makeWithdrawFirstStaff,
} from '../../application/people/sign-in/first-staff/name-first-staff.ts';
import {
  makeAskedOfSessions,
  makeEndSessionWithoutLevel,
  makeLacksLevel,
} from '../../application/people/sign-in/level/sessions-without-level.ts';
import {
  makeFindAccounts,
  makeListLevelWaivers,
  makeWaiveLevel,
  makeWithdrawLevelWaiver,
} from '../../application/people/sign-in/level/waive-level.ts';
import {
  makeEndAllSessions,
  makeEndSession,
  makeEndSessionsOf,
  makeListSessions,
} from '../../application/people/sign-in/manage-sessions.ts';
import {
  makeEndOtherSessions,
  makeEndOwnSession,
  makeListOwnSessions,
} from '../../application/people/sign-in/own-sessions.ts';
import { makePurgeSessions } from '../../application/people/sign-in/purge-sessions.ts';
import {
  makeListDiscrepancies,
  makeSettleDiscrepancy,
} from '../../application/people/sign-in/settle-discrepancy.ts';
import { makeCompleteSignOut, makeStartSignOut } from '../../application/people/sign-in/sign-out.ts';
import { makeStartSignIn } from '../../application/people/sign-in/start-sign-in.ts';
import { makeWarnOfUnannouncedLevels } from '../../application/people/sign-in/unannounced-levels.ts';
import {
  makeCheckUserUpdate,
  makeIsKnownTimezone,
  makeUpdateUser,
} from '../../application/people/update-user.ts';
import { area, type UseCasesOf } from './inputs/area.ts';

/** People: sign-in and sign-out, accounts, contacts, and lists of people. */
export const people = area('People', (given) => {
  const signingIn = { ...given, authenticateUser: makeAuthenticateUser(given) };
  const moving = {
    ...given,
    moveUser: makeMoveUser(given),
    sharedMailDomains: given.signInSettings.sharedMailDomains,
  };
  return {
    useCases: {
      authenticateUser: signingIn.authenticateUser,
      startSignIn: makeStartSignIn(given),
      completeSignIn: makeCompleteSignIn(signingIn),
      startSignOut: makeStartSignOut(given),
      warnOfUnannouncedLevels: makeWarnOfUnannouncedLevels(given),
      askedOfSessions: makeAskedOfSessions(given),
      lacksLevel: makeLacksLevel(given),
      endSessionWithoutLevel: makeEndSessionWithoutLevel(given),
      waiveLevel: makeWaiveLevel(given),
      withdrawLevelWaiver: makeWithdrawLevelWaiver(given),
      listLevelWaivers: makeListLevelWaivers(given),
      findAccounts: makeFindAccounts(given),
      nameFirstStaff: makeNameFirstStaff(given),
      withdrawFirstStaff: makeWithdrawFirstStaff(given),
      listFirstStaff: makeListFirstStaff(given),
      completeSignOut: makeCompleteSignOut(given),
      backChannelSignOut: makeBackChannelSignOut(given),

      listOwnSessions: makeListOwnSessions(given),
      endOwnSession: makeEndOwnSession(given),
      endOtherSessions: makeEndOtherSessions(given),
      listSessions: makeListSessions(given),
      endSession: makeEndSession(given),
      endSessionsOf: makeEndSessionsOf(given),
      endAllSessions: makeEndAllSessions(given),

      getMe: makeGetMe(given),
      listOwnRoles: makeListOwnRoles(given),
      listUsers: makeListUsers(given),
      findUnknownUsers: makeFindUnknownUsers(given),
      findUsersNotReached: makeFindUsersNotReached(given),
      checkUserUpdate: makeCheckUserUpdate(given),
      updateUser: makeUpdateUser(given),
      isKnownTimezone: makeIsKnownTimezone(given),

      listAccounts: makeListAccounts(given),
      inspectAccount: makeInspectAccount(given),
      moveUser: moving.moveUser,
      setUserFlags: makeSetUserFlags(given),
      listDiscrepancies: makeListDiscrepancies(given),
      settleDiscrepancy: makeSettleDiscrepancy(moving),

      listContacts: makeListContacts(given),
      walkContacts: makeWalkContacts(given),
      findHiddenContacts: makeFindHiddenContacts(given),
      getContact: makeGetContact(given),
      createContact: makeCreateContact(given),
      updateContact: makeUpdateContact(given),
      deleteContact: makeDeleteContact(given),
    },
    jobs: { purge_sessions: makePurgeSessions(given) },
  };
});
export type PeopleUseCases = UseCasesOf<typeof people>;
