import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeTotp } from '../builders/make-authenticator.ts';
import { provisionedAs } from '../builders/provisioned.ts';
import { addUser, type Evry, openEvry } from './evry.ts';
import { trpcFailure } from './trpc-failure.ts';

let evry: Evry;
let staff: Evry['alice'];

beforeAll(async () => {
  evry = await openEvry();
  staff = await evry.world.signIn(await addUser(evry.world, { name: 'Staff', isStaff: true }));
  await evry.world.unitOfWork.run(async ({ mailDomains, mailboxes, authenticators }) => {
    await mailDomains.update({ ...evry.evry, organizationId: evry.organization.id });
    await mailboxes.update({ ...evry.jean, ...provisionedAs('enabled', evry.jean.createdAt) });
    await authenticators.insert(makeTotp({ mailboxId: evry.jean.id, name: 'Téléphone de Jean' }));
  });
});
afterAll(() => evry.world.close());

const slug = 'evryfr';
const DAY_MS = 24 * 3600 * 1000;
const dayAhead = (days: number) =>
  new Date(evry.world.clock.now().getTime() + days * DAY_MS).toISOString().slice(0, 10);
const target = () => ({ domainSlug: slug, id: evry.jean.id });
const place = () => ({ mailDomainId: evry.evry.id });

describe('second factors of a domain', () => {
  it('are counted, listed and required by those who manage it, and by staff', async () => {
    const { mailDomains } = evry.bob.regie;
    const nothing = { requiredFrom: null, requiredEverywhereFrom: null, effectiveFrom: null };
    const mailboxes = { with: 1, without: 0 };
    expect(await mailDomains.secondFactor.query({ slug })).toEqual({ ...nothing, mailboxes });
    expect(await mailDomains.withoutSecondFactor.query({ slug })).toEqual({ total: 0, items: [] });
    const requiredFrom = dayAhead(60);
    await mailDomains.setSecondFactorDate.mutate({ slug, requiredFrom });
    const managed = staff.regie.administration.secondFactors;
    expect(await managed.get.query(place())).toEqual({
      requiredFrom,
      requiredEverywhereFrom: null,
      effectiveFrom: requiredFrom,
      mailboxes,
    });
    expect(await managed.listWithout.query({ ...place(), search: 'jean' })).toEqual({ total: 0, items: [] });
    await managed.setDate.mutate({ ...place(), requiredFrom: null });
    expect(await mailDomains.secondFactor.query({ slug })).toEqual({ ...nothing, mailboxes });
  });

  it.each([
    ['2027-02-29', 'BAD_REQUEST', null],
    ['28/02/2027', 'BAD_REQUEST', null],
    ['2027-02-28T00:00:00Z', 'BAD_REQUEST', null],
    ['', 'BAD_REQUEST', null],
  ] as const)('refuses the day %j', async (requiredFrom, code, domainCode) => {
    const failure = await trpcFailure(
      evry.bob.regie.mailDomains.setSecondFactorDate.mutate({ slug, requiredFrom }),
    );
    expect(failure).toMatchObject({ code, domainCode });
  });

  it('refuses a day that is too near, and says which are not', async () => {
    const { setSecondFactorDate } = evry.alice.regie.mailDomains;
    const refused = await trpcFailure(setSecondFactorDate.mutate({ slug, requiredFrom: dayAhead(10) }));
    expect(refused).toMatchObject({
      code: 'BAD_REQUEST',
      domainCode: 'second_factor.date_out_of_range',
      params: { earliest: dayAhead(15), latest: expect.any(String) },
    });
  });

  it('says in abilities who may', async () => {
    const abilitiesOf = async ({ regie }: Evry['alice']) => {
      const { abilities } = await regie.mailboxes.get.query(target());
      const { items } = await regie.mailDomains.list.query({ search: 'evry.fr' });
      const domain = items.find((item) => item.slug === slug);
      const { listFactors, handOverEnrolmentLink, resetFactors, cancelFactorReset } = abilities;
      return [
        domain?.abilities.manageSecondFactors,
        listFactors,
        handOverEnrolmentLink,
        resetFactors,
        cancelFactorReset,
      ];
    };
    expect(await abilitiesOf(evry.bob)).toEqual([true, true, true, true, true]);
    expect(await abilitiesOf(evry.carol)).toEqual([false, false, false, false, false]);
  });
});

describe('the factors of one person', () => {
  it('are told by kind alone, and reset by two, with a link to enrol with', async () => {
    const { mailboxes } = evry.bob.regie;
    const before = await mailboxes.factors.query(target());
    expect(before).toEqual({
      authenticators: [{ kind: 'totp', createdAt: expect.any(String), lastUsedAt: null }],
      recoveryCodesLeft: 0,
      reset: null,
    });
    expect(await trpcFailure(mailboxes.handOverEnrolmentLink.mutate(target()))).toMatchObject({
      domainCode: 'enrolment_link.already_enrolled',
    });
    const { id: resetId, needsSecond } = await mailboxes.requestFactorReset.mutate(target());
    expect(needsSecond).toBe(true);
    const seen = await evry.alice.regie.mailboxes.factors.query(target());
    expect(seen.reset).toMatchObject({
      id: resetId,
      requestedBy: { id: evry.people.bob.id },
      abilities: { confirm: true, cancel: true },
    });
    const confirmation = { ...target(), resetId };
    expect(await trpcFailure(mailboxes.confirmFactorReset.mutate(confirmation))).toMatchObject({
      code: 'FORBIDDEN',
      domainCode: 'factor_reset.second_person_needed',
    });
    const done = await evry.alice.regie.mailboxes.confirmFactorReset.mutate({
      ...confirmation,
      withLink: true,
    });
    expect(done.link?.url).toMatch(/\/o\/account\/factors\/link\/\?token=/);
    expect(await mailboxes.factors.query(target())).toEqual({
      authenticators: [],
      recoveryCodesLeft: 0,
      reset: null,
    });
    expect(await mailboxes.handOverEnrolmentLink.mutate(target())).toEqual({
      url: expect.any(String),
      expiresAt: expect.any(String),
    });
  });

  it('are reset by staff with an administrator, and a request is cancelled', async () => {
    await evry.world.unitOfWork.run(({ authenticators }) =>
      authenticators.insert(makeTotp({ mailboxId: evry.jean.id })),
    );
    const managed = staff.regie.administration.secondFactors;
    const of = { ...place(), id: evry.jean.id };
    expect((await managed.factors.query(of)).authenticators).toHaveLength(1);
    const first = await managed.requestReset.mutate(of);
    await evry.alice.regie.mailboxes.cancelFactorReset.mutate({ ...target(), resetId: first.id });
    const second = await evry.alice.regie.mailboxes.requestFactorReset.mutate(target());
    expect(await managed.confirmReset.mutate({ ...of, resetId: second.id })).toEqual({ link: null });
    expect(await trpcFailure(managed.cancelReset.mutate({ ...of, resetId: second.id }))).toMatchObject({
      code: 'NOT_FOUND',
      domainCode: 'factor_reset.not_found',
    });
    expect(await managed.handOverLink.mutate(of)).toMatchObject({ url: expect.any(String) });
  });

  it('are nobody else’s business', async () => {
    const resetId = '00000000-0000-4000-8000-000000000000';
    const requiredFrom = dayAhead(60);
    const rows = [
      [evry.carol, 'mailbox.action_forbidden', 'mail_domain.action_forbidden'],
      [evry.dave, 'mail_domain.not_found', 'mail_domain.not_found'],
    ] as const;
    for (const [{ regie }, ofMailbox, ofDomain] of rows) {
      const { mailboxes, mailDomains, administration } = regie;
      const codes = async (...calls: readonly Promise<unknown>[]) =>
        Promise.all(calls.map(async (call) => (await trpcFailure(call)).domainCode));
      expect(
        await codes(
          mailboxes.requestFactorReset.mutate(target()),
          mailboxes.confirmFactorReset.mutate({ ...target(), resetId }),
          mailboxes.cancelFactorReset.mutate({ ...target(), resetId }),
          mailboxes.handOverEnrolmentLink.mutate(target()),
        ),
      ).toEqual([ofMailbox, ofMailbox, ofMailbox, ofMailbox]);
      expect(
        await codes(
          mailboxes.factors.query(target()),
          mailDomains.secondFactor.query({ slug }),
          mailDomains.withoutSecondFactor.query({ slug }),
          mailDomains.setSecondFactorDate.mutate({ slug, requiredFrom }),
        ),
      ).toEqual([ofDomain, ofDomain, ofDomain, ofDomain]);
      const { secondFactors } = administration;
      const of = { ...place(), id: evry.jean.id };
      expect(
        new Set(
          await codes(
            secondFactors.get.query(place()),
            secondFactors.listWithout.query(place()),
            secondFactors.setDate.mutate({ ...place(), requiredFrom }),
            secondFactors.factors.query(of),
            secondFactors.requestReset.mutate(of),
            secondFactors.confirmReset.mutate({ ...of, resetId }),
            secondFactors.cancelReset.mutate({ ...of, resetId }),
            secondFactors.handOverLink.mutate(of),
          ),
        ),
      ).toEqual(new Set(['mail_domain.action_forbidden']));
    }
  });
});
