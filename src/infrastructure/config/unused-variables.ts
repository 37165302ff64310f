/** Why a variable of the reference changes nothing here. */
const OF_THE_REFERENCE: Readonly<Record<string, string>> = {
  CACHES_DEFAULT_TIMEOUT: 'there is no cache server',
  CELERY_BROKER_URL: 'jobs wait in PostgreSQL',
  DB_ENGINE: 'the database is PostgreSQL',
  DJANGO_ADMIN_HEADER_BACKGROUND: 'there is no back office',
  DJANGO_ADMIN_HEADER_COLOR: 'there is no back office',
  DJANGO_AWS_S3_ACCESS_KEY_ID: 'no files are stored',
  DJANGO_AWS_S3_ENDPOINT_URL: 'no files are stored',
  DJANGO_AWS_S3_REGION_NAME: 'no files are stored',
  DJANGO_AWS_S3_SECRET_ACCESS_KEY: 'no files are stored',
  DJANGO_AWS_STORAGE_BUCKET_NAME: 'no files are stored',
  DJANGO_CELERY_BROKER_TRANSPORT_OPTIONS: 'jobs wait in PostgreSQL',
  DJANGO_CELERY_BROKER_URL: 'jobs wait in PostgreSQL',
  DJANGO_CONFIGURATION: 'REGIE_ENV tells where this runs',
  DJANGO_EMAIL_BACKEND: 'mails go to DJANGO_EMAIL_HOST',
  DJANGO_LANGUAGES: 'the languages are English and French',
  DJANGO_SETTINGS_MODULE: 'REGIE_ENV tells where this runs',
  DJANGO_SILENCED_SYSTEM_CHECKS: 'there are no checks of Django',
  DJANGO_SPECTACULAR_SETTINGS_ENABLE_DJANGO_DEPLOY_CHECK: 'there are no checks of Django',
  DJANGO_STORAGES_STATICFILES_BACKEND: 'no files are stored',
  LOGGING_LEVEL_LOGGERS_APP: 'LOGGING_LEVEL_LOGGERS_ROOT is the level of all lines',
  MANAGEMENT_COMMAND_AS_TASK: 'jobs have a schedule of their own',
  OIDC_OP_TOKEN_INTROSPECTION_ENDPOINT: 'OIDC_OP_INTROSPECTION_ENDPOINT is its name',
  OIDC_STORE_ID_TOKEN: 'id tokens are always kept for the sign-out',
  OIDC_USE_NONCE: 'a nonce is always sent',
  REDIS_URL: 'sessions, counters and jobs are in PostgreSQL',
};

/** What names of settings begin with. Kubernetes names variables after services: these are left alone. */
const OURS =
  /^(?:REGIE|DJANGO|OIDC|OAUTH2_PROVIDER|FEATURE|MAIL_PROVISIONING|WEBHOOK|MATRIX|ORGANIZATION|DATABASE|PAGES)_/;
const OF_A_SERVICE = /_(?:SERVICE_(?:HOST|PORT)(?:_\w+)?|PORT(?:_\d+_(?:TCP|UDP)(?:_\w+)?)?)$/;

/** Shorter names resemble too much by chance. */
const SHORTEST_NAME = 7;
const MOST_MISTAKES = 2;

/** In how many letters two names differ, one left out, added or exchanged at a time (Levenshtein). */
function mistakesBetween(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [line, letter] of [...one].entries()) {
    const next = [line + 1];
    for (const [column, against] of [...other].entries()) {
      const exchanged = (row[column] ?? 0) + (letter === against ? 0 : 1);
      next.push(Math.min(exchanged, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

function nearest(name: string, known: readonly string[]): string | undefined {
  if (name.length < SHORTEST_NAME) return undefined;
  const measured = known
    .filter((candidate) => Math.abs(candidate.length - name.length) <= MOST_MISTAKES)
    .map((candidate) => ({ candidate, mistakes: mistakesBetween(name, candidate) }))
    .filter(({ mistakes }) => mistakes <= MOST_MISTAKES);
  return measured.sort((a, b) => a.mistakes - b.mistakes)[0]?.candidate;
}

/**
 * Warnings about variables that are set without effect: those of the reference that are unused here, and those whose
 * name nearly is that of a setting or looks like one. Values are never shown.
 *
 * @param known the names of all settings, aliases included
 */
export function unusedVariables(
  given: Readonly<Record<string, string | undefined>>,
  known: ReadonlySet<string>,
): readonly string[] {
  const names = [...known];
  return Object.entries(given).flatMap(([name, value]) => {
    if (value === undefined || value.trim() === '' || known.has(name)) return [];
    const reason = OF_THE_REFERENCE[name];
    if (reason !== undefined) return [`${name} is set and changes nothing: ${reason}.`];
    const meant = nearest(name, names);
    if (meant !== undefined) return [`${name} is set and is no setting: is ${meant} meant?`];
    if (OURS.test(name) && !OF_A_SERVICE.test(name)) return [`${name} is set and is no setting.`];
    return [];
  });
}
