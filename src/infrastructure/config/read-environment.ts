import { z } from 'zod';
import { commonLevels } from '../../domain/people/sign-in-level.ts';
import { PROVISIONING_SYSTEMS, USUAL_PROVISIONING_SYSTEM } from '../provisioning-systems.ts';
import { passkeyRpIdProblems } from './addresses/passkey-rp-id.ts';
import { deploymentProblems } from './deployment-problems.ts';
import { type Environment, environmentSchema } from './environment-schema.ts';
import { idleVariables } from './idle-variables.ts';
import { resourceServerKeyProblems } from './values/resource-server-keys.ts';
import { SHORTEST_SECRET_KEY } from './values/secret-keys.ts';
import { type DeclaredVariable, isBlank, type VariableMeta, variables } from './values/variable.ts';

type Variables = Readonly<Record<string, string | undefined>>;

/** Every problem of a configuration, one a line, without the value of any secret. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';

  constructor(readonly problems: readonly string[]) {
    super(
      `The configuration has ${problems.length} problem(s):\n${problems.map((line) => `  ${line}`).join('\n')}`,
    );
  }
}

const metaOf = (schema: z.core.$ZodType): DeclaredVariable | undefined => variables.get(schema);

const isSet = (value: string | undefined): value is string => value !== undefined && !isBlank(value);

export type ValueSource = 'environment' | 'development' | 'unset';

/** The value of the variable, else of an alias, else the development value; and which of them it is. */
export function findValue(
  name: string,
  meta: VariableMeta | undefined,
  given: Variables,
  isDevelopment: boolean,
): Readonly<{ value: string | undefined; source: ValueSource; readFrom: string | undefined }> {
  const readFrom = [name, ...(meta?.aliases ?? [])].find((key) => isSet(given[key]));
  if (readFrom !== undefined) return { value: given[readFrom], source: 'environment', readFrom };
  const value = isDevelopment ? meta?.development : undefined;
  return { value, source: value === undefined ? 'unset' : 'development', readFrom };
}

/** Secrets that everybody can read in this repository may only protect a developer's machine. */
const developmentSecrets = (values: Variables, idle: ReadonlySet<string>): string[] =>
  Object.entries(environmentSchema.shape).flatMap(([name, schema]) => {
    const meta = metaOf(schema);
    const isKnown = meta?.secret === true && isSet(values[name]) && values[name] === meta.development;
    return isKnown && !idle.has(name) ? [`${name}: is the development value, which is public`] : [];
  });

const ENDPOINTS = [
  'OIDC_OP_AUTHORIZATION_ENDPOINT',
  'OIDC_OP_TOKEN_ENDPOINT',
  'OIDC_OP_USER_ENDPOINT',
  'OIDC_OP_JWKS_ENDPOINT',
];

const PROVIDER_KEYS = ['OAUTH2_PROVIDER_OIDC_RSA_PRIVATE_KEY', 'OIDC_PROVIDER_SIGNING_KEYS'] as const;

/** Problems of combinations of variables. */
function conflicts(values: Variables): string[] {
  const missing = ENDPOINTS.filter((name) => !isSet(values[name]));
  const secretKey = values['REGIE_SECRET_KEY'];
  const isOn = (name: string) => /^(true|yes|y|1|on)$/i.test(values[name] ?? '');
  const [user, password] = ['DJANGO_EMAIL_HOST_USER', 'DJANGO_EMAIL_HOST_PASSWORD'] as const;
  return [
    ...(missing.length === ENDPOINTS.length
      ? []
      : missing.map((name) => `${name}: is required when another of the four endpoints is given`)),
    ...(isOn('DJANGO_EMAIL_USE_TLS') && isOn('DJANGO_EMAIL_USE_SSL')
      ? ['DJANGO_EMAIL_USE_SSL: cannot be true together with DJANGO_EMAIL_USE_TLS']
      : []),
    ...withoutCommonLevel(values),
    ...(isOn('OAUTH2_PROVIDER_OIDC_ENABLED') && !PROVIDER_KEYS.some((name) => isSet(values[name]))
      ? [`${PROVIDER_KEYS[0]}: is required with OAUTH2_PROVIDER_OIDC_ENABLED, or ${PROVIDER_KEYS[1]}`]
      : []),
    ...(isSet(values[user]) && !isSet(values[password]) ? [`${password}: is required with ${user}`] : []),
    ...(isSet(values[password]) && !isSet(values[user]) ? [`${user}: is required with ${password}`] : []),
    ...(isSet(secretKey) && secretKey.length < SHORTEST_SECRET_KEY
      ? [`REGIE_SECRET_KEY: must have at least ${SHORTEST_SECRET_KEY} characters`]
      : []),
  ];
}

const [OF_STAFF, OF_ADMINISTRATORS] = [
  'OIDC_RP_STAFF_ACR_VALUES',
  'OIDC_RP_ADMINISTRATORS_ACR_VALUES',
] as const;

/** Staff who administer something must satisfy both lists. */
function withoutCommonLevel(values: Variables): readonly string[] {
  const listOf = (name: string) => (values[name] ?? '').split(',').map((level) => level.trim());
  const isMet =
    commonLevels({ staff: listOf(OF_STAFF), administrators: listOf(OF_ADMINISTRATORS) }).length > 0;
  return isSet(values[OF_STAFF]) && isSet(values[OF_ADMINISTRATORS]) && !isMet
    ? [
        `${OF_ADMINISTRATORS}: must share a level with ${OF_STAFF}: staff who administer something must satisfy both`,
      ]
    : [];
}

/** The names of all variables, aliases included. */
export const KNOWN_VARIABLES: ReadonlySet<string> = new Set(
  Object.entries(environmentSchema.shape).flatMap(([name, schema]) => [
    name,
    ...(metaOf(schema)?.aliases ?? []),
  ]),
);

/**
 * Reads the environment by the schema; in development, missing variables take their development value.
 *
 * @param leftOut variables that take their development value whatever they are, and of which nothing is said
 * @throws ConfigurationError with all problems at once
 */
export const readEnvironment = (given: Variables, leftOut: ReadonlySet<string> = NONE): Environment =>
  read(
    given,
    environmentSchema,
    (env) => [...resourceServerKeyProblems(env), ...passkeyRpIdProblems(env)],
    leftOut,
  );

const NONE: ReadonlySet<string> = new Set();

/** The variable that a problem is about. */
export const variableOf = (problem: string): string => problem.slice(0, problem.indexOf(': '));

/**
 * Reads some variables only, for a command that uses no other: what is missing or wrong of others is not its business.
 *
 * @throws ConfigurationError with all problems at once
 */
export const readVariables = <Some extends keyof Environment>(
  given: Variables,
  names: readonly Some[],
): Pick<Environment, Some> => read(given, z.object(shapeOf(names)), () => []) as Pick<Environment, Some>;

const shapeOf = (names: readonly string[]): z.ZodRawShape =>
  Object.fromEntries(Object.entries(environmentSchema.shape).filter(([name]) => names.includes(name)));

function read<Values>(
  given: Variables,
  schema: z.ZodObject<z.ZodRawShape> & z.ZodType<Values>,
  furtherProblems: (values: Values) => readonly string[],
  leftOut: ReadonlySet<string> = NONE,
): Values {
  const isDevelopment = given['REGIE_ENV'] === 'dev';
  const idle = new Set([
    ...idleVariables(PROVISIONING_SYSTEMS, USUAL_PROVISIONING_SYSTEM, given['MAIL_PROVISIONING_SYSTEM']),
    ...leftOut,
  ]);
  const shape: Readonly<Record<string, z.core.$ZodType>> = schema.shape;
  const variables = Object.entries(shape).map(([name, type]) => ({ name, meta: metaOf(type) }));
  const values = Object.fromEntries(
    variables.map(({ name, meta }) => [
      name,
      idle.has(name) ? meta?.development : findValue(name, meta, given, isDevelopment).value,
    ]),
  );
  const result = schema.safeParse(values);
  const issues = (result.error?.issues ?? []).map(({ path, message }) => ({
    name: String(path[0]),
    message,
  }));
  const unreadable = new Set(issues.map(({ name }) => name));
  const readable = variables
    .filter(({ name }) => !unreadable.has(name) && !idle.has(name))
    .map(({ name, meta }) => ({ name, meta, value: values[name] }));
  const problems = [
    ...issues.map(({ name, message }) =>
      isSet(values[name]) ? `${name}: ${message}` : `${name}: is required`,
    ),
    ...(isDevelopment ? [] : deploymentProblems(readable)),
    ...(isDevelopment ? [] : developmentSecrets(values, idle)),
    ...conflicts(values),
    ...(result.success ? furtherProblems(result.data) : []),
  ].filter((problem) => !leftOut.has(variableOf(problem)));
  if (problems.length > 0 || !result.success) throw new ConfigurationError(problems);
  return result.data;
}
