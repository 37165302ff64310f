import { INVITE_ACROSS_ORGANIZATIONS } from '../../../domain/people/reached-at-once.ts';
import { LANGUAGES } from '../../../domain/shared/language.ts';
import { STORED_BOUNDS } from '../../../domain/shared/stored-bounds.ts';
import { allowedHosts } from '../addresses/allowed-hosts.ts';
import { originPatterns } from '../addresses/origin-patterns.ts';
import { origins } from '../addresses/origins.ts';
import { cookieName } from '../values/cookie-name.ts';
import { idleLimit } from '../values/idle-limit.ts';
import { choice, count, flag, optional, patterns, rate, ratePair } from '../values/variable.ts';

/** The session cookie where nobody names it: browsers take this name from our own host only, over HTTPS. */
export const HOST_BOUND_SESSION = '__Host-sessionid';

/** Variables about requests: who may make them, how many, and how much one person may have. */
export const REQUEST_VARIABLES = {
  DJANGO_ALLOWED_HOSTS: allowedHosts({
    description:
      'Host names the application answers to, besides that of REGIE_PUBLIC_URL; `.example.fr` for all sub-domains, `*` for any',
    otherwise: 'that one alone',
    development: '*',
  }),
  DJANGO_CSRF_TRUSTED_ORIGINS: originPatterns({
    description: 'Full origins of pages that may send changes; `https://*.example.fr` for all sub-domains',
    development: 'http://localhost:3000,http://localhost:8071,http://localhost:8072',
  }),
  DJANGO_CORS_ALLOWED_ORIGINS: origins({
    description: 'Full origins of pages that may read answers',
    development: 'http://localhost:3000',
  }),
  DJANGO_CORS_ALLOWED_ORIGIN_REGEXES: patterns({ description: 'The same as regular expressions' }),
  DJANGO_CORS_ALLOW_ALL_ORIGINS: flag(false, { description: 'Any page may read answers' }),
  SESSION_COOKIE_NAME: cookieName(HOST_BOUND_SESSION, {
    description:
      'Name of the session cookie; with the usual one, which no other host can set, sessions begun as sessionid go on until they end',
    development: 'people_sessionid',
  }),
  SESSION_IDLE_MINUTES: idleLimit({
    description:
      'Minutes without a request after which a session ends, 10 to 720, at most five of them sooner; 0: it ends after its twelve hours only',
  }),
  DJANGO_USE_SWAGGER: flag(false, {
    description: 'Serve the API description at /api/v1.0/swagger.json',
    development: 'true',
  }),
  BURST_THROTTLE_RATES: rate('20/minute', {
    description: 'Requests one person may make in a short time, as a number per second, minute, hour or day',
    development: '200/minute',
  }),
  SUSTAINED_THROTTLE_RATES: rate('150/hour', {
    description: 'Requests one person may make over a longer time',
    development: '200/hour',
  }),
  WRITE_THROTTLE_RATES: ratePair('600/minute,10000/hour', {
    description:
      'Changes one person may ask for in a short time, and over a longer one, wherever the two rates above do not count; a change of a thousand mailboxes at once counts as 100',
  }),
  MAX_LOGIN_ATTEMPTS: count(5, [1, 100], {
    description:
      'Wrong passwords in a row after which nobody signs in at the address of a mailbox, but for browsers where its owner has before',
  }),
  ACCOUNT_LOCKOUT_TIME: count(300, [1, 86_400], {
    description: 'For how many seconds after the last wrong password',
  }),
  LOGIN_FAILURES_PER_SOURCE: rate('100/hour', {
    description:
      'Failed sign-ins with mailboxes that one network address (of IPv6: its first 64 bits) may cause, whichever mailboxes they are',
  }),
  CONTACTS_PER_OWNER_MAX: count(STORED_BOUNDS.contacts_of_owner.max, [1, 100_000], {
    description: 'Contacts one person may have, their profile included; what is more already stays',
  }),
  TEAMS_PER_OWNER_MAX: count(STORED_BOUNDS.teams_of_owner.max, [1, 100_000], {
    description: 'Teams one person may own before they can create no more',
  }),
  PENDING_MAIL_DOMAINS_MAX: count(STORED_BOUNDS.pending_domains_of_organization.max, [1, 100_000], {
    description:
      'Mail domains that the people of one organization may have waiting for right DNS before they can create no more',
  }),
  PENDING_MAIL_DOMAINS_END_AFTER_DAYS: count(30, [0, 3650], {
    description:
      'Days after which a mail domain that never had right DNS and has no mailbox or alias ends, a week after its owners were told at the earliest; 0: never',
  }),
  INVITE_ACROSS_ORGANIZATIONS: choice(INVITE_ACROSS_ORGANIZATIONS, 'direct', {
    description:
      'How people of another organization get an access to a team or a mail domain: direct, at once, or accept, by an invitation, with the same answer as for an address without account',
  }),
  CRISP_WEBSITE_ID: optional({ description: 'Support chat of the web client' }),
  LANGUAGE_CODE: choice(LANGUAGES, 'en-us', { description: 'Language of those who did not choose one' }),
};
