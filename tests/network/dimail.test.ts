import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import { DimailMailProvisioner } from '../../src/adapters/provisioning/dimail/dimail-mail-provisioner.ts';
import { surrounding } from './surroundings.ts';

describe('dimail of the network', () => {
  const provisioner = new DimailMailProvisioner({
    baseUrl: surrounding('MAIL_PROVISIONING_API_URL'),
    credentials: surrounding('MAIL_PROVISIONING_API_CREDENTIALS'),
    timeoutMs: 10_000,
    maxConcurrentCalls: 2,
    clock: { now: () => new Date() },
  });
  afterAll(() => provisioner.close());

  it('takes our credentials', async () => {
    await expect(provisioner.examine()).resolves.toHaveProperty('version');
  });

  it('runs a domain with a mailbox and an alias', async () => {
    const domain = `network-${randomUUID().slice(0, 8)}.fr`;
    const jean = { domain, localPart: 'jean.valjean', firstName: 'Jean', lastName: 'Valjean' };
    await provisioner.registerDomain(domain);
    expect(await provisioner.createMailbox(jean)).toEqual({
      outcome: 'created',
      password: expect.stringMatching(/^\S{12,}$/),
    });
    expect(await provisioner.createMailbox(jean)).not.toMatchObject({ outcome: 'created' });
    const found: unknown[] = [];
    await provisioner.readMailboxes(domain, async (rows) => void found.push(...rows));
    expect(JSON.stringify(found)).toContain('jean.valjean');
    expect(await provisioner.findMailbox(jean)).toMatchObject({ email: `jean.valjean@${domain}` });
    expect(await provisioner.resetPassword(jean)).toEqual({ password: expect.stringMatching(/^\S{12,}$/) });
    const alias = { domain, localPart: 'contact', destination: `jean.valjean@${domain}` };
    await provisioner.createAlias(alias);
    const aliases: unknown[] = [];
    await provisioner.readAliases(domain, async (rows) => void aliases.push(...rows));
    expect(JSON.stringify(aliases)).toContain('contact');
  });
});
