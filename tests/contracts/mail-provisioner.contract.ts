import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type {
  AliasRef,
  ListedRow,
  MailProvisioner,
} from '../../src/application/provisioning/mail-provisioner.ts';
import { verdictOf } from '../../src/domain/mail-domain/domain-check.ts';
import type { ListedMailbox } from '../../src/domain/provisioning/listed-mailbox.ts';

/** A provisioner, and its operator's means. */
export type MailProvisionerHarness = {
  readonly provisioner: MailProvisioner;
  /** Every following call fails that way until `recover`. */
  fail(how: 'no_answer' | 'overloaded' | 'forbidden' | 'nonsense', retryAfterSeconds?: number): void;
  recover(): void;
  /** The next call that changes something is carried out, but its answer is lost. */
  loseNextAnswer(): void;
  refuseNext(reason: string): void;
  /** Somebody else adds an alias. */
  addAlias(alias: AliasRef): void;
  /** Makes the checks of a domain fail until a repair. */
  breakDomain(domain: string): void;
  passwordOpens(email: string, password: string): boolean;
  /** Uses a login code once: the address it opens, if it opens one. */
  useCode(code: string): string | undefined;
  /** Lets time pass on the other side. */
  elapse(seconds: number): void;
  close(): Promise<void>;
};

const jean = { localPart: 'jean.valjean', firstName: 'Jean', lastName: 'Valjean' };
const cosette = { localPart: 'cosette', firstName: 'Cosette', lastName: 'Fauchelevent' };

export const mailProvisionerContract = (name: string, open: () => Promise<MailProvisionerHarness>) =>
  describe(`mail provisioner contract: ${name}`, () => {
    let harness: MailProvisionerHarness;
    let provisioner: MailProvisioner;
    let domain: string;
    let count = 0;

    beforeAll(async () => {
      harness = await open();
      provisioner = harness.provisioner;
    });
    beforeEach(async () => {
      count += 1;
      domain = `domain-${count}.fr`;
      await provisioner.registerDomain(domain);
    });
    afterEach(() => harness.recover());
    afterAll(() => harness.close());

    const created = async (mailbox = { domain, ...jean }) => {
      const outcome = await provisioner.createMailbox(mailbox);
      expect(outcome).toEqual({ outcome: 'created', password: expect.stringMatching(/^\S{12,}$/) });
      return outcome.outcome === 'created' ? outcome.password : '';
    };

    describe('domains', () => {
      it('registers a name once', async () => {
        expect(await provisioner.registerDomain('once.fr')).toEqual({ outcome: 'registered' });
        expect(await provisioner.registerDomain('once.fr')).toEqual({ outcome: 'already_exists' });
      });

      it('tells why it refuses a name, and keeps nothing of it', async () => {
        harness.refuseNext('This name is reserved.');
        const outcome = await provisioner.registerDomain('reserved.fr');
        expect(outcome).toEqual({ outcome: 'refused', reason: expect.stringContaining('reserved') });
        expect(await provisioner.registerDomain('reserved.fr')).toEqual({ outcome: 'registered' });
      });

      it('checks a domain, test by test', async () => {
        const check = await provisioner.checkDomain(domain);
        expect(verdictOf(check)).toBe('ready');
        expect(check.tests).toContainEqual({ name: 'mx', passed: true, owner: 'customer', detail: null });
        expect(check.raw).toMatchObject({ name: domain });
      });

      it('mends what it can, for good', async () => {
        harness.breakDomain(domain);
        const broken = await provisioner.checkDomain(domain);
        expect(verdictOf(broken)).toBe('repairable');
        expect(broken.tests).toContainEqual(
          expect.objectContaining({ name: 'cert', passed: false, owner: 'provisioner' }),
        );
        expect(verdictOf(await provisioner.repairDomain(domain))).toBe('ready');
        expect(verdictOf(await provisioner.repairDomain(domain))).toBe('ready');
        expect(verdictOf(await provisioner.checkDomain(domain))).toBe('ready');
      });

      it('lists the DNS records to publish', async () => {
        const records = await provisioner.expectedDnsRecords(domain);
        expect(records).toContainEqual({
          target: '',
          type: 'mx',
          value: 'mx.ox.numerique.gouv.fr.',
          checkedBy: 'mx',
        });
        const members = new Set(records.flatMap((record) => Object.keys(record)));
        expect([...members].sort()).toEqual(['checkedBy', 'target', 'type', 'value']);
      });

      it('does not know a domain that was never registered', async () => {
        const unknown = { code: 'mail_provisioner.not_found' };
        await expect(provisioner.checkDomain('unknown.fr')).rejects.toMatchObject(unknown);
        await expect(provisioner.repairDomain('unknown.fr')).rejects.toMatchObject(unknown);
        await expect(provisioner.expectedDnsRecords('unknown.fr')).rejects.toMatchObject(unknown);
      });

      it('does not take mailboxes of a domain that was never registered for absent ones', async () => {
        // A system that hides what we may not see says "forbidden" here, not "not found": both are refusals.
        const refusal = { code: expect.stringMatching(/^mail_provisioner\.(not_found|forbidden)$/) };
        const stranger = { domain: 'unknown.fr', ...jean };
        await expect(provisioner.findMailbox(stranger)).rejects.toMatchObject(refusal);
        await expect(provisioner.createMailbox(stranger)).rejects.toMatchObject(refusal);
      });
    });

    describe('mailboxes', () => {
      it('creates a mailbox that its password opens, and finds it', async () => {
        expect(await provisioner.findMailbox({ domain, ...jean })).toBeUndefined();
        const password = await created();
        expect(harness.passwordOpens(`jean.valjean@${domain}`, password)).toBe(true);
        expect(await provisioner.findMailbox({ domain, localPart: jean.localPart })).toEqual({
          email: `jean.valjean@${domain}`,
          firstName: 'Jean',
          lastName: 'Valjean',
        });
      });

      it('does not create an address twice', async () => {
        const password = await created();
        const again = { ...jean, domain, lastName: 'Autre' };
        expect(await provisioner.createMailbox(again)).toEqual({ outcome: 'address_taken' });
        expect(await provisioner.createMailbox({ domain, ...jean })).toEqual({ outcome: 'address_taken' });
        expect(harness.passwordOpens(`jean.valjean@${domain}`, password)).toBe(true);
      });

      it('gives a display name to one mailbox of an address book only, whatever its case', async () => {
        await created();
        const namesake = { domain, localPart: 'jv', firstName: 'JEAN', lastName: 'valjean' };
        const outcome = await provisioner.createMailbox(namesake);
        expect(outcome).toEqual({ outcome: 'name_taken', holder: `jean.valjean@${domain}` });
        expect(await provisioner.findMailbox(namesake)).toBeUndefined();
      });

      it('creates mailboxes without names, several in a domain', async () => {
        for (const localPart of ['accueil', 'contact']) {
          await created({ domain, localPart, firstName: '', lastName: '' });
          const { firstName, lastName } = (await provisioner.findMailbox({ domain, localPart })) ?? {};
          expect([firstName ?? '', lastName ?? '']).toEqual(['', '']);
        }
      });

      it('lets two domains have a mailbox and a person of the same name', async () => {
        await created();
        await provisioner.registerDomain(`other-${domain}`);
        await created({ domain: `other-${domain}`, ...jean });
      });

      it('lets exactly one of two concurrent creations win', async () => {
        const outcomes = await Promise.all([
          provisioner.createMailbox({ domain, ...jean }),
          provisioner.createMailbox({ domain, ...jean }),
        ]);
        expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['address_taken', 'created']);
      });

      it('tells why it refuses a mailbox, and keeps nothing of it', async () => {
        harness.refuseNext('Too many mailboxes.');
        const outcome = await provisioner.createMailbox({ domain, ...jean });
        expect(outcome).toEqual({ outcome: 'refused', reason: expect.stringContaining('Too many') });
        expect(await provisioner.findMailbox({ domain, ...jean })).toBeUndefined();
      });

      it('may have created a mailbox whose answer was lost', async () => {
        harness.loseNextAnswer();
        const lost = { code: 'mail_provisioner.unavailable' };
        await expect(provisioner.createMailbox({ domain, ...jean })).rejects.toMatchObject(lost);
        expect(await provisioner.findMailbox({ domain, ...jean })).toMatchObject({ firstName: 'Jean' });
        expect(await provisioner.createMailbox({ domain, ...jean })).toEqual({ outcome: 'address_taken' });
      });
    });

    describe('changes of a mailbox', () => {
      const names = { domain: '', localPart: jean.localPart, firstName: 'Jeannot', lastName: 'Valjean' };
      const renamed = () => ({ ...names, domain });
      const CHANGED = { outcome: 'changed' };
      const nameTaken = { outcome: 'name_taken', holder: 'cosette@' };

      it('gives other names, again and again', async () => {
        await created();
        expect(await provisioner.renameMailbox(renamed())).toEqual(CHANGED);
        expect(await provisioner.renameMailbox(renamed())).toEqual(CHANGED);
        expect(await provisioner.findMailbox(renamed())).toMatchObject({ firstName: 'Jeannot' });
      });

      it('switches off and on, again and again, and keeps the password', async () => {
        const password = await created();
        for (const _round of [1, 2]) {
          expect(await provisioner.disableMailbox({ domain, localPart: jean.localPart })).toEqual(CHANGED);
        }
        for (const _round of [1, 2]) expect(await provisioner.enableMailbox(renamed())).toEqual(CHANGED);
        expect(await provisioner.findMailbox(renamed())).toMatchObject({
          firstName: 'Jeannot',
          lastName: 'Valjean',
        });
        expect(harness.passwordOpens(`jean.valjean@${domain}`, password)).toBe(true);
      });

      it('names who has the display name, and changes nothing', async () => {
        await created();
        const cosette = { domain, localPart: 'cosette', firstName: 'JEANNOT', lastName: 'Valjean' };
        await created(cosette);
        const taken = { ...nameTaken, holder: `cosette@${domain}` };
        expect(await provisioner.renameMailbox(renamed())).toEqual(taken);
        expect(await provisioner.enableMailbox(renamed())).toEqual(taken);
        expect(await provisioner.findMailbox({ domain, ...jean })).toMatchObject({ firstName: 'Jean' });
      });

      it('tells why it refuses', async () => {
        await created();
        const refused = { outcome: 'refused', reason: expect.stringContaining('Not today') };
        for (const ask of [
          () => provisioner.renameMailbox(renamed()),
          () => provisioner.enableMailbox(renamed()),
          () => provisioner.disableMailbox(renamed()),
        ]) {
          harness.refuseNext('Not today.');
          expect(await ask()).toEqual(refused);
        }
        expect(await provisioner.findMailbox({ domain, ...jean })).toMatchObject({ firstName: 'Jean' });
      });

      it('does not know a mailbox that was never created', async () => {
        const unknown = { code: 'mail_provisioner.not_found' };
        await expect(provisioner.renameMailbox(renamed())).rejects.toMatchObject(unknown);
        await expect(provisioner.enableMailbox(renamed())).rejects.toMatchObject(unknown);
        await expect(provisioner.disableMailbox(renamed())).rejects.toMatchObject(unknown);
      });
    });

    describe('access to a mailbox', () => {
      it('replaces the password', async () => {
        const former = await created();
        const { password } = await provisioner.resetPassword({ domain, localPart: jean.localPart });
        expect(harness.passwordOpens(`jean.valjean@${domain}`, password)).toBe(true);
        expect(harness.passwordOpens(`jean.valjean@${domain}`, former)).toBe(false);
      });

      it('makes a login code for as many uses as asked', async () => {
        await created();
        const limits = { expiresInSeconds: 3600, maxUses: 2 };
        const { code } = await provisioner.issueLoginCode({ domain, localPart: jean.localPart }, limits);
        const uses = [1, 2, 3].map(() => harness.useCode(code));
        expect(uses).toEqual([`jean.valjean@${domain}`, `jean.valjean@${domain}`, undefined]);
      });

      it('makes a login code that expires in time', async () => {
        await created();
        const limits = { expiresInSeconds: 600, maxUses: 3 };
        const { code } = await provisioner.issueLoginCode({ domain, localPart: jean.localPart }, limits);
        harness.elapse(590);
        expect(harness.useCode(code)).toBe(`jean.valjean@${domain}`);
        harness.elapse(20);
        expect(harness.useCode(code)).toBeUndefined();
      });

      it('does not know a mailbox that was never created', async () => {
        const nobody = { domain, localPart: 'nobody' };
        const unknown = { code: 'mail_provisioner.not_found' };
        const limits = { expiresInSeconds: 600, maxUses: 1 };
        await expect(provisioner.resetPassword(nobody)).rejects.toMatchObject(unknown);
        await expect(provisioner.issueLoginCode(nobody, limits)).rejects.toMatchObject(unknown);
      });
    });

    describe('lists', () => {
      const readMailboxes = async (of: string) => {
        const rows: ListedRow<ListedMailbox>[] = [];
        await provisioner.readMailboxes(of, async (piece) => void rows.push(...piece));
        // Accounts of its own may be among them.
        const known = [jean, cosette].map(({ localPart }) => `${localPart}@${of}`);
        return rows.flatMap((one) => ('row' in one && known.includes(one.row.email) ? [one.row] : []));
      };

      it('hands over every mailbox of a domain', async () => {
        await created();
        await created({ domain, ...cosette });
        const rows = await readMailboxes(domain);
        expect(rows).toHaveLength(2);
        expect(rows).toContainEqual({
          email: `jean.valjean@${domain}`,
          kind: 'personal',
          firstName: 'Jean',
          lastName: 'Valjean',
          isActive: true,
        });
      });

      it('hands over nothing of a domain without mailboxes or aliases', async () => {
        expect(await readMailboxes(domain)).toEqual([]);
        await provisioner.readAliases(domain, () => Promise.reject(new Error('an alias')));
      });

      it('passes on what the taker throws', async () => {
        await created();
        const failure = new Error('no room');
        await expect(provisioner.readMailboxes(domain, () => Promise.reject(failure))).rejects.toBe(failure);
        expect(await readMailboxes(domain)).toHaveLength(1);
      });
    });

    describe('aliases', () => {
      const contact = (destination = 'a@b.fr') => ({ domain, localPart: 'contact', destination });
      const inThere = async () => {
        const found: string[] = [];
        await provisioner.readAliases(domain, async (rows) => {
          for (const row of rows) if ('row' in row) found.push(`${row.row.localPart} ${row.row.destination}`);
        });
        return found.sort();
      };

      it('forwards an address to several destinations, each once', async () => {
        expect(await provisioner.createAlias(contact())).toEqual({ outcome: 'created' });
        expect(await provisioner.createAlias(contact())).toEqual({ outcome: 'already_exists' });
        for (const destination of ['x+y@c.fr', 'devnull@devnull']) {
          expect(await provisioner.createAlias(contact(destination))).toEqual({ outcome: 'created' });
        }
        expect(await inThere()).toEqual(['contact a@b.fr', 'contact devnull@devnull', 'contact x+y@c.fr']);
      });

      it('stops forwarding to one destination, or to all', async () => {
        const all = { domain, localPart: 'contact' };
        for (const destination of ['a@b.fr', 'x+y@c.fr', 'd@d.fr']) {
          await provisioner.createAlias(contact(destination));
        }
        await provisioner.createAlias({ ...contact(), localPart: 'other' });
        expect(await provisioner.removeAlias(contact('x+y@c.fr'))).toEqual({ outcome: 'removed' });
        expect(await provisioner.removeAlias(contact('x+y@c.fr'))).toEqual({ outcome: 'absent' });
        expect(await provisioner.removeAliases(all)).toEqual({ outcome: 'removed' });
        expect(await provisioner.removeAliases(all)).toEqual({ outcome: 'absent' });
        expect(await inThere()).toEqual(['other a@b.fr']);
      });

      it('k4-alias-loop-idn: sends on to a domain as DNS has it', async () => {
        expect(await provisioner.createAlias(contact('ana@Évry.fr'))).toEqual({ outcome: 'created' });
        expect(await inThere()).toEqual(['contact ana@xn--vry-9la.fr']);
        for (const destination of ['ana@évry.fr', 'ana@xn--vry-9la.fr']) {
          expect(await provisioner.createAlias(contact(destination))).toEqual({ outcome: 'already_exists' });
        }
        expect(await provisioner.removeAlias(contact('ana@évry.fr'))).toEqual({ outcome: 'removed' });
        expect(await inThere()).toEqual([]);
      });

      it('neither makes an alias again, nor leaves it, for the spelling of before', async () => {
        const [plain, former] = ['ana@xn--vry-9la.fr', 'ana@Évry.fr'];
        for (const destination of [former, 'Ana@Évry.fr', 'ana@évry.example']) {
          harness.addAlias(contact(destination));
        }
        harness.addAlias({ ...contact(former), localPart: 'other' });
        expect(await provisioner.createAlias(contact(plain))).toEqual({ outcome: 'already_exists' });
        expect(await provisioner.removeAlias(contact(plain))).toEqual({ outcome: 'removed' });
        expect(await provisioner.removeAlias(contact(plain))).toEqual({ outcome: 'absent' });
        const left = ['contact Ana@Évry.fr', 'contact ana@évry.example', 'other ana@Évry.fr'];
        expect(await inThere()).toEqual(left);
        harness.addAlias(contact('ana@EXAMPLE.fr'));
        expect(await provisioner.removeAlias(contact('ana@example.fr'))).toEqual({ outcome: 'removed' });
        expect(await inThere()).toEqual(left);
        harness.addAlias(contact(former));
        harness.addAlias(contact(plain));
        expect(await provisioner.removeAlias(contact(former))).toEqual({ outcome: 'removed' });
        expect(await inThere()).toEqual(left);
      });

      it('tells why it refuses one', async () => {
        harness.refuseNext('Not today.');
        const refused = { outcome: 'refused', reason: expect.stringContaining('Not today') };
        expect(await provisioner.createAlias(contact())).toEqual(refused);
        expect(await inThere()).toEqual([]);
      });

      it('does not have what no path can name', async () => {
        expect(await provisioner.removeAlias({ ...contact(), localPart: '../../users' })).toEqual({
          outcome: 'absent',
        });
      });
    });

    describe('failures', () => {
      const calls: readonly (readonly [string, (domain: string) => Promise<unknown>])[] = [
        ['registerDomain', (d) => provisioner.registerDomain(`new-${d}`)],
        ['checkDomain', (d) => provisioner.checkDomain(d)],
        ['repairDomain', (d) => provisioner.repairDomain(d)],
        ['expectedDnsRecords', (d) => provisioner.expectedDnsRecords(d)],
        ['createMailbox', (d) => provisioner.createMailbox({ domain: d, ...jean })],
        ['findMailbox', (d) => provisioner.findMailbox({ domain: d, ...jean })],
        ['enableMailbox', (d) => provisioner.enableMailbox({ domain: d, ...jean })],
        ['disableMailbox', (d) => provisioner.disableMailbox({ domain: d, ...jean })],
        ['renameMailbox', (d) => provisioner.renameMailbox({ domain: d, ...jean })],
        ['readMailboxes', async (d) => (await provisioner.readMailboxes(d, async () => undefined)) ?? 'read'],
        ['readAliases', async (d) => (await provisioner.readAliases(d, async () => undefined)) ?? 'read'],
        ['createAlias', (d) => provisioner.createAlias({ domain: d, localPart: 'c', destination: 'a@b.fr' })],
        ['removeAlias', (d) => provisioner.removeAlias({ domain: d, localPart: 'c', destination: 'a@b.fr' })],
        ['removeAliases', (d) => provisioner.removeAliases({ domain: d, localPart: 'c' })],
        ['resetPassword', (d) => provisioner.resetPassword({ domain: d, ...jean })],
        [
          'issueLoginCode',
          (d) => provisioner.issueLoginCode({ domain: d, ...jean }, { expiresInSeconds: 60, maxUses: 1 }),
        ],
      ];

      describe.each(calls)('%s', (_method, call) => {
        it('is unavailable while nothing answers, and works again after that', async () => {
          await created();
          harness.fail('no_answer');
          await expect(call(domain)).rejects.toMatchObject({
            code: 'mail_provisioner.unavailable',
            kind: 'unavailable',
          });
          harness.recover();
          await expect(call(domain)).resolves.toBeDefined();
        });

        it('passes on the delay that the other side asks for', async () => {
          harness.fail('overloaded', 90);
          await expect(call(domain)).rejects.toMatchObject({
            code: 'mail_provisioner.unavailable',
            retryAfterSeconds: 90,
          });
        });

        it('says when our credentials are refused', async () => {
          harness.fail('forbidden');
          await expect(call(domain)).rejects.toMatchObject({ code: 'mail_provisioner.forbidden' });
        });

        it('says when it cannot read the answer', async () => {
          harness.fail('nonsense');
          await expect(call(domain)).rejects.toMatchObject({ code: 'mail_provisioner.unexpected' });
        });
      });
    });
  });
