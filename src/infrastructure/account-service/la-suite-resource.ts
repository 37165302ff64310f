import { z } from 'zod';
import type { OrganizationUseCases } from '../container/organizations.ts';
import type { AccountServicePath } from './account-service-path.ts';

/** The plugin that these paths depend on, and their base path (contract/rest-api.md 1.1). */
export const LA_SUITE_PLUGIN = 'plugins.la_suite';
export const LA_SUITE_BASE = '/la-suite/v1.0';

/** `siret/` of contract/rest-api.md 3.18. */
export const makeLaSuiteResource = (useCases: OrganizationUseCases): readonly AccountServicePath[] => [
  {
    path: '/siret/',
    tag: 'la-suite',
    scope: 'la-suite-list-organizations-siret',
    operations: {
      GET: {
        operationId: 'la_suite_siret_list',
        summary: 'Registration ids of all active communes, the newest first',
        success: { status: 200, schema: z.array(z.string()) },
        handle: async () => ({ status: 200, body: await useCases.listCommuneIds() }),
      },
    },
  },
];
