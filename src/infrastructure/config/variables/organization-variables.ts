import { baseUrl, flag, list, number, optional } from '../values/variable.ts';

/** Variables of organizations. */
export const ORGANIZATION_VARIABLES = {
  ORGANIZATION_METADATA_SCHEMA: optional({
    description:
      'JSON schema, draft 7, that the metadata of organizations follow: a path, or fr/organization_metadata.json',
  }),
  INSTALLED_PLUGINS: list([], {
    description: 'Plugins: names of those shipped (plugins.la_suite), or modules of your own',
    development: 'plugins.la_suite',
  }),
  ORGANIZATION_DIRECTORY_URL: baseUrl('https://recherche-entreprises.api.gouv.fr', {
    description: 'API that names organizations by SIRET',
    development: 'http://localhost:8085',
    calls: 'directory',
  }),
  ORGANIZATION_DIRECTORY_REQUESTS_PER_SECOND: number(5, [1, 30], {
    description: 'Requests all processes together send there in a second',
  }),
  SIRET_REQUIRE_VALID: flag(false, { description: 'Look up only SIRETs whose check digits are right' }),
};
