import { beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../../src/application/shared/actor.ts';
import type { MailDomain } from '../../../src/domain/mail-domain/mail-domain.ts';
import type { Mailbox } from '../../../src/domain/mailbox/mailbox.ts';
import type { DriftResolution } from '../../../src/domain/provisioning/drift.ts';
import { makeMailAlias } from '../../builders/make-mail-alias.ts';
import { driftLines, openComparedDomain } from '../../support/compared-domain.ts';
import type { UseCaseWorld } from '../../support/use-case-world.ts';

const STALE = { code: 'drift.stale' };
let world: UseCaseWorld;
let mailDomain: MailDomain;
let owner: Actor;

beforeEach(async () => {
  ({ world, mailDomain, owner } = await openComparedDomain());
});

const compare = (imports = true) => world.useCases.reconcileMailDomain(mailDomain.id, { imports });
const lines = () => driftLines({ world, mailDomain, owner });
const settle = async (resolution: DriftResolution, actor = owner) => {
  const [line] = await lines();
  if (!line) throw new Error('nothing to settle');
  await world.useCases.resolveDrift(actor, { slug: mailDomain.slug, id: line.id, resolution });
};

describe('k2-drift-name-too-long a mailbox that was missing there and works there now', () => {
  const names = { firstName: 'Luc', lastName: 'Long' };
  let mailbox: Mailbox;

  beforeEach(async () => {
    mailbox = await world.addMailbox({
      mailDomainId: mailDomain.id,
      status: 'enabled',
      localPart: 'd',
      ...names,
    });
    await compare();
  });

  const stored = () => world.tables().mailboxes.find(mailbox.id);

  it.each([
    ['as it was', { localPart: 'd', ...names }],
    ['with other names', { localPart: 'd', firstName: 'L'.repeat(201), lastName: 'x' }],
    ['in capitals', { localPart: 'D', ...names }],
  ])('stays here, enabled, whatever is requested: %s', async (_what, there) => {
    world.provisioner.putMailbox({ domain: 'commune.fr', ...there });
    for (const resolution of ['adopt', 'push'] as const) {
      await expect(settle(resolution)).rejects.toMatchObject(STALE);
      expect(stored()).toEqual(mailbox);
    }
    await world.jobs.runAllJobs();
    expect(world.provisionerCalls.count('createMailbox')).toBe(0);
    expect(world.provisionerCalls.count('resetPassword')).toBe(0);
  });

  it('stays here when its row there cannot be read', async () => {
    world.provisioner.listFurtherMailboxes('commune.fr', [
      { unreadable: 'features (invalid_type)', address: 'd@commune.fr' },
    ]);
    await expect(settle('adopt')).rejects.toMatchObject(STALE);
    expect(stored()).toEqual(mailbox);
  });

  it('stays here as long as the provisioner does not say', async () => {
    world.provisioner.setTrouble({ kind: 'unavailable' });
    await expect(settle('adopt')).rejects.toMatchObject({ code: 'mail_provisioner.unavailable' });
    expect(stored()).toEqual(mailbox);
    world.provisioner.setTrouble(undefined);
    await settle('adopt');
    expect(stored()).toBeUndefined();
  });

  it('asks nothing of the provisioner for those who may not settle', async () => {
    const { actor: viewer } = await world.addPerson();
    await world.giveAccess(viewer, mailDomain, 'viewer');
    const before = world.provisionerCalls.calls.length;
    await expect(settle('adopt', viewer)).rejects.toMatchObject({ code: 'mail_domain.action_forbidden' });
    expect(world.provisionerCalls.calls).toHaveLength(before);
  });

  it('is not left as failed when it came back between the push and its turn', async () => {
    await settle('push');
    world.provisioner.putMailbox({
      domain: 'commune.fr',
      localPart: 'd',
      firstName: 'Luc',
      lastName: 'Court',
    });
    const before = world.provisioner.listMailboxes('commune.fr');
    await world.jobs.runAllJobs();
    expect(stored()).toMatchObject({ status: 'enabled', provisioning: { state: 'done' } });
    expect(world.provisioner.listMailboxes('commune.fr')).toEqual(before);
    expect((await lines()).map(({ finding }) => finding)).toEqual(['differing']);
  });
});

describe('what was there and is no longer', () => {
  const ana = { domain: 'commune.fr', localPart: 'ana', firstName: 'Ana', lastName: 'Da Costa' };

  it('is not taken over', async () => {
    world.provisioner.putMailbox(ana);
    await compare(false);
    world.provisioner.removeMailbox(ana);
    await expect(settle('adopt')).rejects.toMatchObject(STALE);
    expect(world.tables().mailboxes.all(() => true)).toEqual([]);
  });

  it('is not taken over under names that it no longer has', async () => {
    world.provisioner.putMailbox(ana);
    await compare(false);
    world.provisioner.putMailbox({ ...ana, lastName: 'Silva' });
    await expect(settle('adopt')).rejects.toMatchObject(STALE);
    await compare(false);
    await settle('adopt');
    expect(world.tables().mailboxes.all(() => true)).toMatchObject([{ lastName: 'Silva' }]);
  });
});

describe('an alias that was missing there', () => {
  const contact = { localPart: 'contact', destination: 'ana@ailleurs.fr' };
  const here = () => world.tables().mailAliases.all(() => true);

  beforeEach(async () => {
    await world.unitOfWork.run(({ mailAliases }) =>
      mailAliases.insertIfAbsent(makeMailAlias({ mailDomainId: mailDomain.id, ...contact })),
    );
    await compare();
  });

  it.each([contact, { localPart: 'Contact', destination: 'Ana@Ailleurs.fr' }])(
    'and is there now stays here: %o',
    async (there) => {
      world.provisioner.addAlias('commune.fr', there);
      await expect(settle('adopt')).rejects.toMatchObject(STALE);
      expect(here()).toHaveLength(1);
    },
  );

  it('stays here while rows of the list do not tell which alias they are', async () => {
    world.provisioner.listFurtherAliases('commune.fr', [{ unreadable: 'destination', address: null }]);
    await expect(settle('adopt')).rejects.toMatchObject({ code: 'mail_provisioner.unexpected' });
    expect(here()).toHaveLength(1);
    world.provisioner.listFurtherAliases('commune.fr', []);
    await settle('adopt');
    expect(here()).toEqual([]);
  });

  it('goes when it is there under another destination only', async () => {
    world.provisioner.addAlias('commune.fr', { ...contact, destination: 'bob@ailleurs.fr' });
    await settle('adopt');
    expect(here()).toEqual([]);
  });
});
