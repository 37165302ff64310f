import { describe, expect, it } from 'vitest';
import { ConfigurationError } from '../read-environment.ts';
import { loadSettingsForCommand, refuseLacking } from './settings-for-command.ts';

const GIVEN = {
  REGIE_ENV: 'prod',
  DATABASE_URL: 'postgres://u:p@db/people',
  REGIE_SECRET_KEY: 'k3y-of-th1s-t3st-'.repeat(3),
  REGIE_PUBLIC_URL: 'https://regie.exemple.fr',
};

function problemsOf(
  variables: Readonly<Record<string, string>>,
  uses: readonly string[] = [],
): readonly string[] {
  try {
    loadSettingsForCommand(uses, variables);
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
}

describe('the settings of a command', () => {
  it('may lack what only processes use, or have it wrong', () => {
    const wrong = {
      PORT: 'x',
      OIDC_OP_URL: 'http://provider',
      DJANGO_EMAIL_FROM: 'nobody@example.com',
      OIDC_RP_STAFF_ACR_VALUES: 'eidas2',
      OAUTH2_PROVIDER_OIDC_ENABLED: 'true',
      OIDC_RS_PRIVATE_KEY_STR: 'no key',
    };
    const { settings } = loadSettingsForCommand([], { ...GIVEN, ...wrong });
    expect(settings.publicUrl).toBe(GIVEN.REGIE_PUBLIC_URL);
    expect(settings.database.url).toBe(GIVEN.DATABASE_URL);
    expect(settings.useCases.signInLevels.staff).toEqual(['eidas2']);
  });

  it('are all those that are right', () => {
    const PEOPLE_BASE_URL = 'https://people.exemple.fr';
    const { settings } = loadSettingsForCommand([], { ...GIVEN, PEOPLE_BASE_URL, TEAMS_PER_OWNER_MAX: '7' });
    expect(settings.useCases.mailSettings.siteUrl).toBe(PEOPLE_BASE_URL);
    expect(settings.useCases.teamsPerOwnerMax).toBe(7);
  });

  it.each(Object.keys(GIVEN))('have %s, by which others are read', (name) => {
    const rest = Object.fromEntries(Object.entries(GIVEN).filter(([other]) => other !== name));
    expect(problemsOf(rest)).toEqual([expect.stringMatching(`^${name}: is required`)]);
  });

  it('are refused where the command would go by a wrong one', () => {
    expect(problemsOf({ ...GIVEN, TEAMS_PER_OWNER_MAX: 'x' })).toEqual([
      expect.stringMatching(/^TEAMS_PER_OWNER_MAX: /),
    ]);
    expect(problemsOf(GIVEN, ['PEOPLE_BASE_URL'])).toEqual(['PEOPLE_BASE_URL: is required']);
  });
});

it('refuses each call of a system whose settings are missing, and of no other', async () => {
  const { lacking } = loadSettingsForCommand([], {
    ...GIVEN,
    MAIL_PROVISIONING_API_URL: 'https://dimail.exemple.fr',
  });
  const mailer = { send: () => Promise.resolve('sent') };
  const webhookSender = { send: () => Promise.resolve('sent') };
  const adapters = refuseLacking({ mailer, webhookSender } as never, lacking) as Record<
    'mailer' | 'webhookSender' | 'mailProvisioner',
    typeof mailer
  >;
  expect(await adapters.webhookSender.send()).toBe('sent');
  await expect(adapters.mailer.send()).rejects.toMatchObject({
    problems: ['DJANGO_EMAIL_HOST: is required', 'DJANGO_EMAIL_FROM: is required'],
  });
  await expect(adapters.mailProvisioner.send()).rejects.toMatchObject({
    problems: ['MAIL_PROVISIONING_API_CREDENTIALS: is required'],
  });
});
