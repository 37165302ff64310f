import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../../src/application/shared/actor.ts';
import type { MailDomain } from '../../../src/domain/mail-domain/mail-domain.ts';
import type { MailDomainRole } from '../../../src/domain/mail-domain/mail-domain-access.ts';
import type { Mailbox } from '../../../src/domain/mailbox/mailbox.ts';
import type { MailboxId } from '../../../src/domain/shared/ids.ts';
import { makeOrganization } from '../../builders/make-organization.ts';
import { ORIGIN } from '../../builders/origin.ts';
import { done } from '../../builders/provisioned.ts';
import { openUseCaseWorld, type UseCaseWorld } from '../../support/use-case-world.ts';

const PAGE = 'https://regie.test/o/account/factors/link/';
const DAY = 24 * 3600;

let world: UseCaseWorld;
let domain: MailDomain;
let owner: Actor;
let jean: Mailbox;

const addDomain = async (name: string): Promise<MailDomain> => {
  const organization = makeOrganization({ name });
  await world.addOrganization(organization);
  const slug = name.replace('.', '');
  return world.addMailDomain({ name, slug, status: 'enabled', organizationId: organization.id });
};
const addMailbox = (localPart: string, mailDomainId = domain.id) =>
  world.addMailbox({ mailDomainId, localPart, status: 'enabled', secondaryEmail: `${localPart}@perso.fr` });
const addManager = async (role: MailDomainRole, of = domain): Promise<Actor> => {
  const { actor } = await world.addPerson();
  await world.giveAccess(actor, of, role);
  return actor;
};

beforeEach(async () => {
  world = await openUseCaseWorld();
  domain = await addDomain('evry.fr');
  owner = await addManager('owner');
  jean = await addMailbox('jean');
});

const handOver = (actor = owner, id: MailboxId = jean.id, slug = 'evryfr') =>
  world.useCases.handOverEnrolmentLink(actor, { place: { slug }, id });
const tokenOf = ({ url }: { readonly url: string }) => new URL(url).searchParams.get('token') ?? '';
const given = async () => tokenOf(await handOver());
const follow = (token: string, mailboxId: MailboxId = jean.id) =>
  world.useCases.followEnrolmentLink({ token, mailboxId, origin: ORIGIN });
const refusal = (code: string) => ({ code });

describe('a link to enrol with', () => {
  it('is shown once to the administrator, and let through once', async () => {
    const { url, expiresAt } = await handOver();
    expect(url.startsWith(`${PAGE}?token=`)).toBe(true);
    expect(expiresAt.getTime() - world.clock.now().getTime()).toBe(3 * DAY * 1000);
    const token = tokenOf({ url });
    await follow(token);
    await expect(follow(token)).rejects.toMatchObject(refusal('enrolment_link.used'));
    expect(world.audited().map(({ action, actorId, label }) => [action, actorId, label])).toEqual([
      ['mailbox.enrolment_link_issued', owner.userId, 'jean@evry.fr'],
      ['mailbox.enrolment_link_used', null, 'jean@evry.fr'],
    ]);
  });

  it('lets one of several through that follow it at once', async () => {
    const token = await given();
    const outcomes = await Promise.allSettled([follow(token), follow(token), follow(token)]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('is stored by the hash of its token, and nowhere else', async () => {
    const token = await given();
    await follow(token);
    const links = world.tables().enrolmentLinks.all(() => true);
    expect(links).toMatchObject([{ id: createHash('sha256').update(token).digest('hex') }]);
    expect(JSON.stringify([links, world.audited()])).not.toContain(token);
  });

  it('is good for three days, to the second', async () => {
    const early = await given();
    world.clock.advance(3 * DAY - 1);
    await follow(early);
    const token = await given();
    world.clock.advance(3 * DAY);
    await expect(follow(token)).rejects.toMatchObject(refusal('enrolment_link.expired'));
  });

  it('ends the one before', async () => {
    const [former, present] = [await given(), await given()];
    await expect(follow(former)).rejects.toMatchObject(refusal('enrolment_link.replaced'));
    await follow(present);
  });

  it('is for the person whose password was given, and stays good for them', async () => {
    const token = await given();
    const ana = await addMailbox('ana');
    await expect(follow(token, ana.id)).rejects.toMatchObject(refusal('enrolment_link.not_found'));
    await follow(token);
  });

  it.each([
    ['a token that was made up', async () => 'made-up'],
    ['no token', async () => ''],
  ])('leads nowhere: %s', async (_what, make) => {
    const token = await make();
    await expect(follow(token)).rejects.toMatchObject(refusal('enrolment_link.not_found'));
  });

  it('leads nowhere for who may not sign in any more', async () => {
    const token = await given();
    await world.unitOfWork.run(async ({ mailboxes }) => {
      const current = await mailboxes.lock(jean.id);
      if (current) await mailboxes.update({ ...current, ...done({}, 'disabled') });
    });
    await expect(follow(token)).rejects.toMatchObject(refusal('enrolment_link.not_found'));
  });

  it('is forgotten some time after it expired', async () => {
    await given();
    world.clock.advance(30 * DAY);
    await world.handlers.erase_unsent_mails({ name: 'erase_unsent_mails' });
    expect(world.tables().enrolmentLinks.all(() => true)).toEqual([]);
  });
});

describe('who is given a link to enrol with', () => {
  it.each<[string, () => Promise<unknown>, string]>([
    ['a viewer', async () => handOver(await addManager('viewer')), 'mailbox.action_forbidden'],
    ['an outsider', async () => handOver((await world.addPerson()).actor), 'mail_domain.not_found'],
    [
      'an administrator of another domain, of that mailbox',
      async () => handOver(await addManager('owner', await addDomain('massy.fr'))),
      'mail_domain.not_found',
    ],
    [
      'an administrator of another domain, of that mailbox in their own',
      async () => handOver(await addManager('owner', await addDomain('massy.fr')), jean.id, 'massyfr'),
      'mailbox.not_found',
    ],
    [
      'for a mailbox that is not there',
      () => handOver(owner, '00000000-0000-4000-8000-000000000000' as MailboxId),
      'mailbox.not_found',
    ],
    [
      'for one that is not enabled',
      async () => handOver(owner, (await world.addMailbox({ mailDomainId: domain.id })).id),
      'mailbox.not_enabled',
    ],
  ])('not %s', async (_who, act, code) => {
    await expect(act()).rejects.toMatchObject(refusal(code));
    expect(world.tables().enrolmentLinks.all(() => true)).toEqual([]);
    expect(world.audited()).toEqual([]);
  });

  it('an administrator of the domain', async () => {
    expect(await handOver(await addManager('administrator'))).toMatchObject({ expiresAt: expect.any(Date) });
  });

  it('nobody where owners have no identity', async () => {
    const { secondFactorSettings } = world.settings;
    world = await openUseCaseWorld({
      settings: { secondFactorSettings: { ...secondFactorSettings, isOffered: false } },
    });
    domain = await addDomain('evry.fr');
    jean = await addMailbox('jean');
    await expect(handOver(await addManager('owner'))).rejects.toMatchObject(
      refusal('second_factor.not_offered'),
    );
  });
});
