import { z } from 'zod';
import { STATISTICS_LIFETIME_SECONDS } from '../../../application/shared/information/get-statistics.ts';
import type { InformationUseCases } from '../../container/information.ts';
import { requestOrigin } from '../../http/edge/csrf.ts';
import { isSecure } from '../../http/edge/is-secure.ts';
import { translatorFor } from '../../http/messages/translate.ts';
import type { PublicConfig } from '../../http/public-config.ts';
import { operation, type RestPath } from '../serving/route.ts';

const configSchema = z
  .object({
    LANGUAGES: z.array(z.tuple([z.string(), z.string()])),
    FEATURES: z.record(z.string(), z.boolean()),
    RELEASE: z.string(),
    COMMIT: z.string(),
    CRISP_WEBSITE_ID: z.string().nullable(),
  })
  .meta({ id: 'Config' });

const statisticsSchema = z
  .object({
    total_users: z.int(),
    mau: z.int().meta({ description: 'People who signed in within 30 days' }),
    teams: z.int(),
    active_domains: z.int(),
    mailboxes: z.int(),
    aliases: z.int(),
  })
  .meta({ id: 'Statistics' });

const ROOTS = ['contacts', 'teams', 'users', 'service-providers'] as const;
const rootSchema = z.object({
  contacts: z.url(),
  teams: z.url(),
  users: z.url(),
  'service-providers': z.url(),
});

/** Public information: contract/rest-api.md 3.1. */
export const makeInformationResource = (
  { getStatistics }: InformationUseCases,
  { features, release, commit, crispWebsiteId }: PublicConfig,
): readonly RestPath[] => [
  {
    path: '/config/',
    tag: 'information',
    caller: 'ignored',
    operations: {
      GET: {
        operationId: 'config',
        summary: 'What a client needs to know before anybody signs in',
        success: { status: 200, schema: configSchema },
        handle: async ({ language }) => {
          const translate = translatorFor(language);
          return {
            status: 200,
            body: {
              LANGUAGES: [
                ['en-us', translate('language_english')],
                ['fr-fr', translate('language_french')],
              ],
              FEATURES: {
                TEAMS_DISPLAY: features.teamsDisplay,
                TEAMS_CREATE: features.teamsCreate,
                CONTACTS_DISPLAY: features.contactsDisplay,
                CONTACTS_CREATE: features.contactsCreate,
                MAILBOXES_CREATE: features.mailboxesCreate,
              },
              RELEASE: release,
              COMMIT: commit,
              CRISP_WEBSITE_ID: crispWebsiteId,
            },
          };
        },
      },
    },
  },
  {
    path: '/stats/',
    tag: 'information',
    caller: 'ignored',
    operations: {
      GET: {
        operationId: 'stats',
        summary: 'How much the installation is used, counted at most once an hour',
        success: { status: 200, schema: statisticsSchema },
        handle: async () => {
          const { statistics, countedAt } = await getStatistics();
          const expiry = new Date(countedAt.getTime() + STATISTICS_LIFETIME_SECONDS * 1000);
          return {
            status: 200,
            headers: {
              'Cache-Control': `max-age=${STATISTICS_LIFETIME_SECONDS}`,
              Expires: expiry.toUTCString(),
            },
            body: {
              total_users: statistics.users,
              mau: statistics.recentUsers,
              teams: statistics.teams,
              active_domains: statistics.enabledMailDomains,
              mailboxes: statistics.mailboxes,
              aliases: statistics.aliases,
            },
          };
        },
      },
    },
  },
  {
    path: '/',
    tag: 'information',
    operations: {
      GET: operation({
        operationId: 'root',
        summary: 'Where the main lists are',
        success: { status: 200, schema: rootSchema },
        handle: async ({ request }) => {
          const base = `${requestOrigin(request, isSecure(request))}${request.baseUrl}`;
          return { status: 200, body: Object.fromEntries(ROOTS.map((root) => [root, `${base}/${root}/`])) };
        },
      }),
    },
  },
];
