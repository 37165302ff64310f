import { LISTED_SHARED_MAIL_DOMAINS } from '../../src/adapters/shared-mail-domains/listed-shared-mail-domains.ts';
import { offeredFactors } from '../../src/domain/identity/authentication-level.ts';
import type { UseCaseSettings } from '../../src/infrastructure/container/inputs/use-case-settings.ts';
import { PASSWORD_LINK_LIFETIMES } from '../builders/make-password-link.ts';

/** The configuration of use cases in tests, unless a test overrides it; all features are on. */
export const USE_CASE_SETTINGS: UseCaseSettings = {
  signInSettings: {
    claims: {
      fullNameClaims: ['given_name', 'usual_name'],
      registrationIdClaim: 'siret',
      essentialClaims: [],
      registrationIdPattern: null,
      emailVerifiedRequired: false,
      registrationIdChecksum: false,
    },
    createsUsers: true,
    fallsBackToEmail: true,
    defaultLanguage: 'en-us',
    sharedMailDomains: { listed: LISTED_SHARED_MAIL_DOMAINS, exempt: new Set() },
  },
  syntheticCheck: undefined,
  signInLevels: { staff: [], administrators: [] },
  mailSettings: {
    siteUrl: 'https://regie.test',
    webmailUrl: 'https://webmail.test',
    linkPage: null,
    defaultLanguage: 'fr-fr',
    sendsPassword: false,
  },
  passwordSettings: {
    isOffered: true,
    minimalScore: 3,
    linkPage: 'https://regie.test/o/password/set/',
    forgottenPage: 'https://regie.test/o/password/forgotten/',
    linkLifetimes: PASSWORD_LINK_LIFETIMES,
  },
  secondFactorSettings: {
    isOffered: true,
    requiredFrom: null,
    accountPage: 'https://regie.test/o/account/',
    enrolmentLinkPage: 'https://regie.test/o/account/factors/link/',
  },
  factorSettings: {
    issuerName: 'Régie',
    accountPage: 'https://regie.test/o/account/',
    offered: offeredFactors({ attestationRoots: [] }),
  },
  ownMailboxPages: {
    account: 'https://regie.test/o/account/',
    password: 'https://regie.test/o/account/password/',
    factors: 'https://regie.test/o/account/factors/',
  },
  webhookSettings: { maxAgeSeconds: 3600, allowsPlainHttp: false, logRetentionDays: 90 },
  featureFlags: {
    teamsDisplay: true,
    teamsCreate: true,
    contactsDisplay: true,
    contactsCreate: true,
    mailboxesCreate: true,
  },
  waits: { registrationMs: 2_000, usualMs: 200 },
  carriedOutWithinMs: 100_000,
  checkIntervalSeconds: 0,
  clientAddressPolicy: { allowsPlainHttp: false },
  mailKeptForSeconds: 7 * 24 * 3600,
  mailLogRetentionDays: 365,
  contactsPerOwnerMax: 1_000,
  teamsPerOwnerMax: 1_000,
  pendingMailDomainsMax: 1_000,
  inviteAcrossOrganizations: 'direct',
  mailDomainsEndAfterDays: 30,
  bearerClientIds: ['people'],
  accountServiceScopes: ['la-suite-list-organizations-siret'],
  resourceServerSettings: { scopes: ['groups'] },
  ownNames: ['people', 'https://regie.test'],
};
