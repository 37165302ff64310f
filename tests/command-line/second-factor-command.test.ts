import { generateKeyPairSync } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import { makeSecondFactorCommand } from '../../src/infrastructure/command-line/second-factor/second-factor-command.ts';
import { makeTotp } from '../builders/make-authenticator.ts';
import { makeMailDomain } from '../builders/make-mail-domain.ts';
import { makeMailbox } from '../builders/make-mailbox.ts';
import { makeOrganization } from '../builders/make-organization.ts';
import { onTestDatabase } from './on-test-database.ts';

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const { regie, adapters, audited } = onTestDatabase(makeSecondFactorCommand, {
  OAUTH2_PROVIDER_OIDC_ENABLED: 'true',
  OAUTH2_PROVIDER_OIDC_RSA_PRIVATE_KEY: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
});

const organization = makeOrganization();
const domain = makeMailDomain({ name: 'evry.fr', status: 'enabled', organizationId: organization.id });
const { id: mailDomainId } = domain;
const jean = makeMailbox({ mailDomainId, localPart: 'jean', status: 'enabled' });
const ana = makeMailbox({
  mailDomainId,
  localPart: 'ana',
  firstName: 'Ana',
  lastName: '=Bien',
  secondaryEmail: 'ana@perso.fr',
  lastLoginAt: new Date('2026-11-03T08:00:00Z'),
  status: 'enabled',
});

beforeAll(() =>
  adapters().unitOfWork.run(async ({ organizations, mailDomains, mailboxes, authenticators }) => {
    await organizations.insertOrFind(organization);
    await mailDomains.insert(domain);
    for (const mailbox of [jean, ana]) await mailboxes.insert(mailbox);
    await authenticators.insert(makeTotp({ mailboxId: jean.id }));
  }),
);

const inDays = (days: number) => new Date(Date.now() + days * 24 * 3600 * 1000).toISOString().slice(0, 10);

it('tells who has none, sets and lifts the day, also in an emergency, and leaves a trace', async () => {
  expect(await regie('status', mailDomainId)).toBe('-\t-\t1\t1');
  expect(await regie('without', mailDomainId)).toBe(
    [
      'local_part,first_name,last_name,has_secondary_email,last_sign_in',
      `"ana","Ana","'=Bien","yes","2026-11-03"`,
    ].join('\n'),
  );
  expect(await regie('require', mailDomainId, inDays(60))).toBe(`${inDays(60)}\t${inDays(60)}\t1\t1`);
  await expect(regie('require', mailDomainId, inDays(3))).rejects.toMatchObject({
    code: 'second_factor.date_out_of_range',
  });
  expect(await regie('require', mailDomainId, inDays(3), '--urgent')).toBe(
    `${inDays(3)}\t${inDays(3)}\t1\t1`,
  );
  expect(await regie('lift', mailDomainId)).toBe('-\t-\t1\t1');
  await expect(regie('require', mailDomainId, '2027-02-30')).rejects.toThrow('Not a day');
  const done = (await audited()).filter(({ action }) => action === 'mail_domain.second_factor_date_changed');
  expect(done.map(({ via, actor }) => [via, actor])).toEqual(Array(3).fill(['command_line', null]));
});

it('resets the factors of somebody at once, with a link to enrol with', async () => {
  await expect(regie('reset', 'nobody@evry.fr')).rejects.toMatchObject({ code: 'mailbox.not_found' });
  expect(await regie('reset', 'Jean@evry.fr', '--link')).toMatch(
    /^RESET\tJean@evry\.fr\thttp\S+\/account\/factors\/link\/\?token=\S+$/,
  );
  expect(await regie('status', mailDomainId)).toBe('-\t-\t0\t2');
  expect(await audited()).toContainEqual({
    action: 'mailbox.factors_reset',
    via: 'command_line',
    actor: null,
  });
});
