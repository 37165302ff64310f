import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { MailDomain } from '../../src/domain/mail-domain/mail-domain.ts';
import type { Mailbox } from '../../src/domain/mailbox/mailbox.ts';
import { type WantedOfMailbox, withWanted } from '../../src/domain/mailbox/mailbox-change.ts';
import type { MailboxStatus, Provisioned } from '../../src/domain/mailbox/provisioning.ts';
import type { Organization } from '../../src/domain/organization/organization.ts';
import type { MailboxId } from '../../src/domain/shared/ids.ts';
import { makeMailDomain } from '../builders/make-mail-domain.ts';
import { makeMailbox } from '../builders/make-mailbox.ts';
import { makeOpenidRecord } from '../builders/make-openid-record.ts';
import { makeOrganization } from '../builders/make-organization.ts';
import { CREATED_AT } from '../builders/moments.ts';
import { newId } from '../builders/new-id.ts';
import { done } from '../builders/provisioned.ts';
import type { StorageHarness } from '../support/storage-harness.ts';

type Given = Readonly<{
  mailbox?: Partial<
    Pick<Mailbox, 'localPart' | 'secondaryEmail' | 'passwordHash' | 'firstName' | 'lastName'>
  > &
    Readonly<{ status?: MailboxStatus; provisioned?: Provisioned }>;
  mailDomain?: Partial<MailDomain>;
  organization?: Partial<Organization> | null;
}>;

/** A mailbox with something pending at the provisioner. */
const changing = (wanted: Partial<WantedOfMailbox>, status: 'enabled' | 'disabled' = 'enabled') => ({
  mailbox: { status, provisioned: done({ change: withWanted(null, wanted, CREATED_AT) }, status) },
});

export const mailboxAccountContract = (name: string, open: () => Promise<StorageHarness>) =>
  describe(`mailbox account contract: ${name}`, async () => {
    const { unitOfWork, mailboxAccountQueries, openidRecords, reset, close } = await open();
    const find = (id: MailboxId) => mailboxAccountQueries.find(id);
    const findByAddress = (address: string) => mailboxAccountQueries.findByAddress(address);

    /** A mailbox whose owner may sign in, but for what is given. */
    async function seed(given: Given = {}) {
      const organization =
        given.organization === null
          ? null
          : makeOrganization({ registrationIds: ['13002526500013'], ...given.organization });
      const mailDomain = makeMailDomain({
        name: 'varzy.example',
        status: 'enabled',
        organizationId: organization?.id ?? null,
        ...given.mailDomain,
      });
      const mailbox = makeMailbox({
        mailDomainId: mailDomain.id,
        status: 'enabled',
        localPart: 'ada.l-b_1',
        firstName: 'Ada',
        lastName: 'Lovelace',
        secondaryEmail: 'ada@home.example',
        passwordHash: '$argon2id$…',
        ...given.mailbox,
      });
      await unitOfWork.run(async ({ organizations, mailDomains, mailboxes }) => {
        if (organization) await organizations.insertOrFind(organization);
        await mailDomains.insert(mailDomain);
        await mailboxes.insert(mailbox);
      });
      return { organization, mailDomain, mailbox };
    }

    /** Ends what the owner has here if they may not sign in any more; returns whether it ended. */
    async function endsIfFormer(mailboxId: MailboxId): Promise<boolean> {
      const record = makeOpenidRecord({ mailboxId });
      await openidRecords.save(record);
      await unitOfWork.run(({ openidSessions }) => openidSessions.endFormer({ mailboxIds: [mailboxId] }));
      return (await openidRecords.find(record.model, record.id)) === undefined;
    }

    beforeEach(reset);
    afterAll(close);

    it('finds an account by its id and by its address', async () => {
      const { organization, mailDomain, mailbox } = await seed();
      const account = {
        mailboxId: mailbox.id,
        mailDomainId: mailDomain.id,
        address: 'ada.l-b_1@varzy.example',
        firstName: 'Ada',
        lastName: 'Lovelace',
        organizationId: organization?.id,
        siret: '13002526500013',
        secondFactor: { isEnrolled: false, requiredFrom: null },
      };
      expect(await find(mailbox.id)).toEqual(account);
      expect(await findByAddress('ada.l-b_1@varzy.example')).toEqual({
        ...account,
        passwordHash: '$argon2id$…',
        secondaryEmail: 'ada@home.example',
      });
      expect(await find(newId())).toBeUndefined();
    });

    it('needs a second factor from the date of its domain on', async () => {
      const { mailbox } = await seed();
      const { mailDomainId } = mailbox;
      const requiredFrom = new Date('2027-02-28T00:00:00.000Z');
      const secondFactor = { isEnrolled: false, requiredFrom };
      await unitOfWork.run(({ secondFactorPolicies }) =>
        secondFactorPolicies.put({ mailDomainId, requiredFrom, setAt: CREATED_AT }),
      );
      expect(await find(mailbox.id)).toMatchObject({ secondFactor });
      expect(await findByAddress('ada.l-b_1@varzy.example')).toMatchObject({ secondFactor });
      await unitOfWork.run(({ secondFactorPolicies }) => secondFactorPolicies.delete(mailDomainId));
      expect(await find(mailbox.id)).toMatchObject({ secondFactor: { requiredFrom: null } });
    });

    it.each([
      ['a pending mailbox', { mailbox: { status: 'pending' } }],
      ['a mailbox that was refused', { mailbox: { status: 'failed' } }],
      ['a disabled mailbox', { mailbox: { status: 'disabled' } }],
      ['a mailbox that is to be disabled', changing({ active: false })],
      ['a mailbox that is to be enabled', changing({ active: true }, 'disabled')],
      ['a pending domain', { mailDomain: { status: 'pending' } }],
      ['a domain with wrong DNS', { mailDomain: { status: 'failed' } }],
      ['a domain that waits for its owners', { mailDomain: { status: 'action_required' } }],
      ['a disabled domain', { mailDomain: { status: 'disabled' } }],
      ['a domain without organization', { organization: null }],
      ['an inactive organization', { organization: { isActive: false } }],
    ] as const)('has no account for %s', async (_what, given) => {
      const { mailbox } = await seed(given);
      expect(await find(mailbox.id)).toBeUndefined();
      expect(await findByAddress('ada.l-b_1@varzy.example')).toBeUndefined();
      expect(await endsIfFormer(mailbox.id)).toBe(true);
    });

    it.each([
      ['a password', { resetsPassword: true }],
      ['names', { formerNames: { firstName: 'Ada', lastName: 'Byron' } }],
      ['the state that it has', { active: true }],
    ] as const)('has an account for a mailbox that waits for %s', async (_what, wanted) => {
      const { mailbox } = await seed(changing(wanted));
      expect(await find(mailbox.id)).toMatchObject({ mailboxId: mailbox.id });
      expect(await findByAddress('ada.l-b_1@varzy.example')).toMatchObject({ mailboxId: mailbox.id });
      expect(await endsIfFormer(mailbox.id)).toBe(false);
    });

    it.each([
      ['none', []],
      ['another first', ['HRB 1234', '13002526500013']],
      ['wrong check digits', ['13002526500014']],
      ['a legal unit only', ['130025265']],
      ['a placeholder', ['00000000000000']],
    ])('has no SIRET where the organization has %s', async (_what, registrationIds) => {
      const { mailbox } = await seed({ organization: { registrationIds, domains: ['varzy.example'] } });
      expect(await find(mailbox.id)).toMatchObject({ siret: null });
    });

    it('takes the SIRET of the main registration id, however it was written', async () => {
      const { mailbox } = await seed({
        organization: { registrationIds: ['130 025 265 00013', '21580283500013'] },
      });
      expect(await find(mailbox.id)).toMatchObject({ siret: '13002526500013' });
    });

    it.each([
      ['in capitals', 'ADA.L-B_1@VARZY.EXAMPLE'],
      ['with a domain of full-width letters', 'ada.l-b_1@ｖarzy.example'],
    ])('finds an address written %s', async (_how, address) => {
      const { mailbox } = await seed();
      expect(await findByAddress(address)).toMatchObject({ mailboxId: mailbox.id });
    });

    it.each(['évry.example', 'ÉVRY.example', 'xn--vry-9la.example', 'XN--VRY-9LA.EXAMPLE'])(
      'finds a domain with accents written %s',
      async (written) => {
        const { mailbox } = await seed({ mailDomain: { name: 'évry.example' } });
        expect(await findByAddress(`ada.l-b_1@${written}`)).toMatchObject({
          mailboxId: mailbox.id,
          address: 'ada.l-b_1@xn--vry-9la.example',
        });
      },
    );

    it.each([
      '',
      '@',
      'ada.l-b_1',
      'ada.l-b_1@',
      '@varzy.example',
      'ada.l-b_1@varzy.example\0',
      'ada.l-b_1\ud800@varzy.example',
      ' ada.l-b_1@varzy.example',
      'ada.l%@varzy.example',
      'ada@l-b_1@varzy.example',
      "'; DROP TABLE mailbox; --@varzy.example",
      `${'a'.repeat(300)}@varzy.example`,
      'ada.l-b_1@another.example',
      'ada@varzy.example',
    ])('finds no account at %j', async (address) => {
      await seed();
      expect(await findByAddress(address)).toBeUndefined();
    });
  });
