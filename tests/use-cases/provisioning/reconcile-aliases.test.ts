import { beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../../src/application/shared/actor.ts';
import type { MailDomain } from '../../../src/domain/mail-domain/mail-domain.ts';
import type { DriftResolution } from '../../../src/domain/provisioning/drift.ts';
import { makeMailAlias } from '../../builders/make-mail-alias.ts';
import { driftLines, openComparedDomain } from '../../support/compared-domain.ts';
import type { UseCaseWorld } from '../../support/use-case-world.ts';

describe('comparing the aliases of a mail domain with the provisioner', () => {
  let world: UseCaseWorld;
  let mailDomain: MailDomain;
  let owner: Actor;

  beforeEach(async () => {
    ({ world, mailDomain, owner } = await openComparedDomain());
  });

  const theirs = (localPart: string, destination: string) =>
    world.provisioner.addAlias('commune.fr', { localPart, destination });
  const ours = (localPart: string, destination: string) =>
    world.unitOfWork.run(({ mailAliases }) =>
      mailAliases.insertIfAbsent(makeMailAlias({ mailDomainId: mailDomain.id, localPart, destination })),
    );
  const compare = (imports = true) => world.useCases.reconcileMailDomain(mailDomain.id, { imports });
  const lines = () => driftLines({ world, mailDomain, owner });
  const said = async () =>
    (await lines()).map(({ object, address, destination, finding, reason }) => [
      object,
      address,
      destination,
      finding,
      ...(reason ? [reason] : []),
    ]);
  const settle = async (resolution: DriftResolution) => {
    const [line] = await lines();
    if (!line) throw new Error('nothing to settle');
    await world.useCases.resolveDrift(owner, { slug: mailDomain.slug, id: line.id, resolution });
    await world.jobs.runAllJobs();
  };
  const here = () =>
    world
      .tables()
      .mailAliases.all(() => true)
      .map(({ localPart, destination }) => `${localPart} → ${destination}`)
      .sort();
  const there = () =>
    world.provisioner
      .listAliases('commune.fr')
      .map(({ localPart, destination }) => `${localPart} → ${destination}`)
      .sort();

  it('imports what is missing here, each destination for itself', async () => {
    await ours('contact', 'ana@commune.fr');
    theirs('contact', 'ana@commune.fr');
    theirs('contact', 'bob@ailleurs.fr');
    theirs('Noreply', 'devnull@devnull');
    expect(await compare()).toMatchObject({ state: 'complete', rows: 3 });
    expect(await said()).toEqual([
      ['alias', 'contact@commune.fr', 'bob@ailleurs.fr', 'imported'],
      ['alias', 'noreply@commune.fr', 'devnull@devnull', 'imported'],
    ]);
    expect(here()).toEqual([
      'contact → ana@commune.fr',
      'contact → bob@ailleurs.fr',
      'noreply → devnull@devnull',
    ]);
    expect(world.audited().map(({ action }) => action)).toEqual(['mail_alias.created', 'mail_alias.created']);
    await compare();
    expect(await said()).toEqual([]);
  });

  it('leaves out what could not have been made here', async () => {
    theirs('a b', 'ana@commune.fr');
    theirs('contact', 'nowhere');
    await compare();
    expect(await said()).toEqual([
      ['alias', 'a b@commune.fr', 'ana@commune.fr', 'skipped', 'invalid_local_part'],
      ['alias', 'contact@commune.fr', 'nowhere', 'skipped', 'invalid_destination'],
    ]);
    expect(here()).toEqual([]);
  });

  it.each([
    ['adopt', ['contact → ana@ailleurs.fr'], ['contact → ana@ailleurs.fr']],
    ['push', [], []],
    ['ignore', [], ['contact → ana@ailleurs.fr']],
  ] as const)('settles what is missing here: %s', async (resolution, left, right) => {
    theirs('contact', 'ana@ailleurs.fr');
    await compare(false);
    expect(await said()).toEqual([['alias', 'contact@commune.fr', 'ana@ailleurs.fr', 'missing_here']]);
    await settle(resolution);
    expect(here()).toEqual(left);
    expect(there()).toEqual(right);
    expect(await said()).toEqual([]);
  });

  it.each([
    ['adopt', [], []],
    ['push', ['contact → ana@ailleurs.fr'], ['contact → ana@ailleurs.fr']],
    ['ignore', ['contact → ana@ailleurs.fr'], []],
  ] as const)('settles what is missing there: %s', async (resolution, left, right) => {
    await ours('contact', 'ana@ailleurs.fr');
    await compare();
    expect(await said()).toEqual([['alias', 'contact@commune.fr', 'ana@ailleurs.fr', 'missing_there']]);
    await settle(resolution);
    expect(here()).toEqual(left);
    expect(there()).toEqual(right);
    expect(await said()).toEqual([]);
  });

  it('does nothing to an alias that has gone or come since', async () => {
    await ours('contact', 'ana@ailleurs.fr');
    await compare();
    await world.unitOfWork.run(({ mailAliases }) => mailAliases.remove(mailDomain.id, 'contact', null));
    await expect(settle('push')).rejects.toMatchObject({ code: 'drift.stale' });
  });
});
