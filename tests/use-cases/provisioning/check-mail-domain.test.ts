import { beforeEach, describe, expect, it } from 'vitest';
import type {
  MailDomain,
  MailDomainStatus,
  Registration,
} from '../../../src/domain/mail-domain/mail-domain.ts';
import { DomainError } from '../../../src/domain/shared/errors.ts';
import { CHECKS } from '../../builders/domain-checks.ts';
import { makeGate } from '../../support/gate.ts';
import { openUseCaseWorld, type UseCaseWorld } from '../../support/use-case-world.ts';

const { ok, external, internal, both, brokenWithoutFailure, brokenWithoutTests, never } = CHECKS;
const STATUSES = ['pending', 'enabled', 'failed', 'disabled', 'action_required'] as const;

let world: UseCaseWorld;
let domain: MailDomain;

const open = async (given: Partial<MailDomain> = {}) => {
  world = await openUseCaseWorld();
  domain = await world.addMailDomain({
    name: 'evry.fr',
    slug: 'evryfr',
    supportEmail: 's@evry.fr',
    ...given,
  });
};
beforeEach(() => open());

const check = (notify = false) =>
  world.handlers.check_mail_domain({ name: 'check_mail_domain', mailDomainId: domain.id, notify });
const stored = () => world.tables().mailDomains.find(domain.id);

describe('status after a check', () => {
  /** The result of a report for a domain that is pending, failed or in need of action, and for an enabled one. */
  it.each([
    ['all good', ok, undefined, 'enabled'],
    ['something for the owner', external, undefined, 'action_required'],
    ['something for both sides', both, undefined, 'action_required'],
    ['the provisioner repairs itself', internal, ok, 'enabled'],
    ['the provisioner cannot repair itself', internal, internal, 'failed'],
    ['the repair shows something for the owner', internal, external, 'unchanged'],
    ['the repair shows nothing readable', internal, brokenWithoutTests, 'unchanged'],
    ['broken, yet nothing fails', brokenWithoutFailure, undefined, 'unchanged'],
    ['broken without tests', brokenWithoutTests, undefined, 'unchanged'],
    ['never checked over there', never, undefined, 'unchanged'],
  ] as const)('%s', async (_case, found, repaired, expected) => {
    for (const status of STATUSES) {
      await open({ status });
      world.provisioner.setCheck('evry.fr', found, repaired);
      world.clock.advance(60);
      await check();
      const kept = status === 'disabled' || expected === 'unchanged';
      expect(stored()).toMatchObject({
        status: kept ? status : expected,
        lastCheckDetails: (repaired ?? found).raw,
        lastCheckTests: (repaired ?? found).tests,
        lastCheckedAt: world.clock.now(),
        updatedAt: world.clock.now(),
      });
      expect(world.provisionerCalls.count('repairDomain')).toBe(repaired === undefined ? 0 : 1);
    }
  });

  it('replaces an older report, also when nothing else changes', async () => {
    await check();
    const renewed = { ...ok, raw: { state: 'ok', renewed: true } };
    world.provisioner.setCheck('evry.fr', renewed);
    world.clock.advance(60);
    await check();
    expect(stored()).toMatchObject({ status: 'enabled', lastCheckDetails: renewed.raw });
    expect(stored()?.lastCheckedAt).toEqual(world.clock.now());
  });
});

describe('expected DNS records', () => {
  it('are stored', async () => {
    await check();
    expect(stored()?.expectedConfig).toEqual(await world.provisioner.expectedDnsRecords('evry.fr'));
  });

  it('stay what they were when the provisioner cannot tell, which fails nothing', async () => {
    await check();
    const before = stored()?.expectedConfig;
    world.provisionerCalls.interruptNext('expectedDnsRecords', {
      before: () => {
        throw new DomainError('mail_provisioner.unavailable', 'no answer');
      },
    });
    world.provisioner.setCheck('evry.fr', external);
    await check();
    expect(stored()).toMatchObject({ status: 'action_required', expectedConfig: before });
    expect(world.logger.entries).toMatchObject([{ level: 'warn', fields: { domain: 'evry.fr' } }]);
  });

  it('do not hide a defect of ours', async () => {
    world.provisionerCalls.interruptNext('expectedDnsRecords', {
      before: () => {
        throw new TypeError('undefined is not a function');
      },
    });
    await expect(check()).rejects.toThrow(TypeError);
  });
});

describe('pending mailboxes', () => {
  const addPending = () => world.addMailbox({ mailDomainId: domain.id });
  const queued = () => world.jobs.waiting().map(({ job, key }) => ({ job, key }));
  const provisioning = (mailboxId: string) => ({
    job: { name: 'provision_mailbox', mailboxId, mailDomainId: domain.id },
    key: `provision_mailbox:${mailboxId}`,
  });

  it.each([
    ['a good report', ok, undefined],
    ['a repair', internal, ok],
  ] as const)('are queued once each when %s enables the domain', async (_case, report, repaired) => {
    const mailboxes = [await addPending(), await addPending()];
    await world.addMailbox({ mailDomainId: domain.id, status: 'failed' });
    world.provisioner.setCheck('evry.fr', report, repaired);
    await check();
    await check();
    const expected = mailboxes.map(({ id }) => provisioning(id));
    expect(queued()).toHaveLength(2);
    expect(queued()).toEqual(expect.arrayContaining(expected));
    await world.jobs.runAllJobs();
    expect(world.provisioner.listMailboxes('evry.fr')).toHaveLength(2);
  });

  it('are left alone by the check of a domain that is enabled already: they are on their way', async () => {
    await open({ status: 'enabled' });
    await addPending();
    await check();
    expect(queued()).toEqual([]);
  });

  it('stay pending when the domain is not enabled', async () => {
    await addPending();
    world.provisioner.setCheck('evry.fr', external);
    await check();
    expect(queued()).toEqual([]);
  });

  it('are queued by one of two checks at once', async () => {
    const { id } = await addPending();
    await Promise.all([check(), check()]);
    expect(queued()).toEqual([provisioning(id)]);
  });
});

describe('mail to the support address', () => {
  const sentAfterCheck = async (
    from: MailDomainStatus,
    report: typeof ok | typeof external | typeof internal,
    notify = true,
  ) => {
    await open({ status: from });
    world.provisioner.setCheck('evry.fr', report);
    await check(notify);
    await world.jobs.runAllJobs();
    return world.mailer.sent;
  };

  it.each([
    ['pending', ok, 'mail_domain_enabled'],
    ['pending', external, 'mail_domain_action_required'],
    ['enabled', internal, 'mail_domain_failed'],
  ] as const)('%s domain, report %o: %s', async (from, report, kind) => {
    expect(await sentAfterCheck(from, report)).toMatchObject([
      {
        to: 's@evry.fr',
        language: 'fr-fr',
        content: { kind, domain: 'evry.fr', link: 'https://regie.test/mail-domains/evryfr/' },
      },
    ]);
  });

  it.each([
    ['enabled', ok],
    ['action_required', external],
    ['failed', internal],
    ['disabled', ok],
  ] as const)('none when a domain that is %s stays so', async (from, report) => {
    expect(await sentAfterCheck(from, report)).toEqual([]);
  });

  it('none without request', async () => {
    expect(await sentAfterCheck('pending', ok, false)).toEqual([]);
    expect(stored()).toMatchObject({ status: 'enabled' });
  });

  it('one when the check runs twice', async () => {
    await check(true);
    await check(true);
    await world.jobs.runAllJobs();
    expect(world.mailer.sent).toHaveLength(1);
  });

  it('one when two checks run at once', async () => {
    await Promise.all([check(true), check(true)]);
    await world.jobs.runAllJobs();
    expect(world.mailer.sent).toHaveLength(1);
  });

  it('none when the new status could not be stored', async () => {
    world.unitOfWork.plan('kept', 'lost');
    await expect(check(true)).rejects.toThrow('commit');
    expect(stored()).toEqual(domain);
    expect(world.jobs.waiting()).toEqual([]);
  });
});

describe('a check that fails', () => {
  it.each([
    [{ kind: 'unavailable' }, 'mail_provisioner.unavailable'],
    [{ kind: 'forbidden' }, 'mail_provisioner.forbidden'],
    [{ kind: 'unexpected' }, 'mail_provisioner.unexpected'],
  ] as const)('changes nothing: %o', async (trouble, code) => {
    await check();
    const before = stored();
    world.provisioner.setTrouble(trouble);
    await expect(check()).rejects.toMatchObject({ code });
    expect(stored()).toEqual(before);
  });

  it('is made later when it fell into an outage', async () => {
    world.provisioner.setTrouble({ kind: 'unavailable' });
    await world.jobs.enqueue({ name: 'check_mail_domain', mailDomainId: domain.id, notify: true }, 'k');
    await world.jobs.runDueJobs();
    world.provisioner.setTrouble(undefined);
    await world.jobs.runAllJobs();
    expect(stored()).toMatchObject({ status: 'enabled' });
    expect(world.mailer.sent).toHaveLength(1);
  });
});

it.each([
  { state: 'queued' },
  { state: 'asked' },
  { state: 'unreachable', code: 'mail_provisioner.unavailable' },
  { state: 'refused', code: 'mail_domain.name_taken', reason: '' },
] satisfies Registration[])(
  'leaves alone a domain that is $state: what the provisioner has under its name is not ours',
  async (registration) => {
    await open({ registration });
    await world.provisioner.registerDomain('evry.fr');
    await world.addMailbox({ mailDomainId: domain.id });
    await check(true);
    expect(stored()).toEqual(domain);
    expect(world.provisionerCalls.calls).toEqual([]);
    expect(world.jobs.waiting()).toEqual([]);
  },
);

it('keeps a domain disabled that was disabled while it was being checked', async () => {
  const slow = makeGate();
  world.provisionerCalls.interruptNext('checkDomain', { after: slow.pass });
  const checking = check(true);
  await slow.reached;
  await world.unitOfWork.run(({ mailDomains }) => mailDomains.update({ ...domain, status: 'disabled' }));
  slow.open();
  await checking;
  expect(stored()).toMatchObject({ status: 'disabled', lastCheckDetails: { ready: true } });
  expect(world.jobs.waiting()).toEqual([]);
});

it('does nothing for a domain that is gone, before or during the check', async () => {
  const slow = makeGate();
  world.provisionerCalls.interruptNext('checkDomain', { after: slow.pass });
  const checking = check(true);
  await slow.reached;
  await world.unitOfWork.run(({ mailDomains }) => mailDomains.delete(domain.id));
  slow.open();
  await checking;
  await check(true);
  expect(world.provisionerCalls.count('checkDomain')).toBe(1);
  expect(world.jobs.waiting()).toEqual([]);
});
