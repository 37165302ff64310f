import { beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../../src/application/shared/actor.ts';
import type { User } from '../../../src/domain/people/user.ts';
import { makeOrganization } from '../../builders/make-organization.ts';
import { openUseCaseWorld, type UseCaseWorld } from '../../support/use-case-world.ts';

const evry = makeOrganization({ name: 'Évry' });
const LINK = 'https://regie.test';
const ABOUT = { organization: 'Évry', link: LINK };

let world: UseCaseWorld;
let staff: Actor;

/** With an address for notices of claims, unless that is undefined. */
async function open(claimsAddress: string | undefined): Promise<void> {
  const { settings } = await openUseCaseWorld();
  world = await openUseCaseWorld({ settings: { mailSettings: { ...settings.mailSettings, claimsAddress } } });
  await world.addOrganization(evry);
  staff = (await world.addPerson({ isStaff: true, email: 'staff@regie.test' })).actor;
}
beforeEach(() => open('claims@regie.test'));

const member = async (given: Partial<User> = {}) =>
  (await world.addPerson({ organizationId: evry.id, ...given })).actor;
const file = (actor: Actor, reason = 'I run it') => world.useCases.fileClaim(actor, evry.id, reason);
/** The mails since the last call: recipient, language, text. */
async function mailed() {
  await world.jobs.runAllJobs();
  const mails = world.mailer.sent.map(({ to, language, content }) => [to, language, content]);
  world.mailer.reset();
  return mails;
}

describe('a claim', () => {
  it('is acknowledged in the language of the claimant, and mailed to the address for claims', async () => {
    const ana = await member({ name: 'Ana', email: 'ana@evry.fr', language: 'en-us' });
    await file(ana, 'Town clerk');
    expect(await mailed()).toEqual([
      ['ana@evry.fr', 'en-us', { kind: 'organization_claim_received', ...ABOUT }],
      [
        'claims@regie.test',
        'fr-fr',
        { kind: 'organization_claim_filed', claimant: 'Ana, ana@evry.fr', reason: 'Town clerk', ...ABOUT },
      ],
    ]);
  });

  it('is mailed to no other when the installation has no address for it', async () => {
    await open(undefined);
    await file(await member({ email: 'ana@evry.fr' }));
    expect((await mailed()).map(([to]) => to)).toEqual(['ana@evry.fr']);
  });

  it('names the address of who has no name, and sends no mail to who has no address', async () => {
    await file(await member({ name: null, email: 'ana@evry.fr' }));
    const [, [, , content] = []] = await mailed();
    expect(content).toMatchObject({ claimant: 'ana@evry.fr' });
    await file(await member({ name: 'Bob', email: null }));
    expect(await mailed()).toMatchObject([['claims@regie.test', 'fr-fr', { claimant: 'Bob' }]]);
  });

  it('is mailed without an unverified address, and not to it', async () => {
    await file(await member({ name: 'Bob', email: 'ana@evry.fr', emailVerified: false }));
    expect(await mailed()).toMatchObject([['claims@regie.test', 'fr-fr', { claimant: 'Bob' }]]);
  });

  it('that is accepted is mailed to the claimant, and to the others that another was named', async () => {
    const ana = await file(await member({ email: 'ana@evry.fr', language: 'fr-fr' }));
    await file(await member({ email: 'bob@evry.fr', language: 'en-us' }));
    await mailed();
    await world.useCases.approveClaim(staff, ana.id);
    expect(await mailed()).toEqual([
      ['ana@evry.fr', 'fr-fr', { kind: 'organization_claim_approved', ...ABOUT }],
      ['bob@evry.fr', 'en-us', { kind: 'organization_claim_superseded', ...ABOUT }],
    ]);
  });

  it('that staff settle by naming a person themselves is mailed to who asked, not to who did not', async () => {
    await file(await member({ email: 'ana@evry.fr' }));
    await mailed();
    await world.useCases.grantOrganizationAccess(staff, evry.id, (await member()).userId);
    expect(await mailed()).toMatchObject([
      ['ana@evry.fr', 'fr-fr', { kind: 'organization_claim_superseded' }],
    ]);
  });

  it('that is refused is mailed to the claimant, who may have changed language and address since', async () => {
    const { user, actor } = await world.addPerson({ organizationId: evry.id, language: 'fr-fr' });
    const { id } = await file(actor);
    await mailed();
    const changed = { ...user, language: 'en-us', email: 'new@evry.fr' } as const;
    await world.unitOfWork.run(({ users }) => users.update(changed));
    await world.useCases.rejectClaim(staff, id);
    expect(await mailed()).toEqual([
      ['new@evry.fr', 'en-us', { kind: 'organization_claim_rejected', ...ABOUT }],
    ]);
  });

  it('that is withdrawn, or refused to who left, is not mailed', async () => {
    const ana = await member();
    const { id } = await file(ana);
    const { user, actor: bob } = await world.addPerson({ organizationId: evry.id });
    const other = await file(bob);
    await world.unitOfWork.run(({ users }) => users.update({ ...user, isActive: false }));
    await mailed();
    await world.useCases.withdrawClaim(ana, id);
    await world.useCases.rejectClaim(staff, other.id);
    expect(await mailed()).toEqual([]);
  });

  it('that is not stored is not mailed either', async () => {
    const ana = await member();
    world.unitOfWork.plan('lost');
    await expect(file(ana)).rejects.toThrow('commit');
    await expect(file(ana).then(() => file(ana))).rejects.toMatchObject({
      code: 'organization_claim.already_filed',
    });
    expect(await mailed()).toHaveLength(2);
  });
});
