import { beforeEach, expect, it } from 'vitest';
import type { PasswordSettings } from '../../../src/application/identity/password/password-settings.ts';
import type { Actor } from '../../../src/application/shared/actor.ts';
import type { OrganizationId } from '../../../src/domain/shared/ids.ts';
import { makeOrganization } from '../../builders/make-organization.ts';
import { ORIGIN } from '../../builders/origin.ts';
import { USE_CASE_SETTINGS } from '../../support/use-case-settings.ts';
import { openUseCaseWorld, type UseCaseWorld } from '../../support/use-case-world.ts';

const PAGE = 'https://regie.test/mail-link/';
const GOOD = 'la tortue range ses nuages';

let world: UseCaseWorld;
let owner: Actor;
let organizationId: OrganizationId;

async function open(offer: Partial<PasswordSettings> = {}) {
  const mailSettings = { ...USE_CASE_SETTINGS.mailSettings, linkPage: PAGE };
  const passwordSettings = { ...USE_CASE_SETTINGS.passwordSettings, ...offer };
  world = await openUseCaseWorld({ settings: { mailSettings, passwordSettings } });
  const organization = makeOrganization();
  organizationId = organization.id;
  await world.addOrganization(organization);
  const domain = await world.addMailDomain({
    name: 'evry.fr',
    slug: 'evryfr',
    status: 'enabled',
    organizationId,
  });
  owner = (await world.addPerson()).actor;
  await world.giveAccess(owner, domain, 'owner');
}
beforeEach(() => open());

/** The token in the mail about a mailbox that was just made. */
async function created(): Promise<string> {
  await world.jobs.during(() =>
    world.useCases.createMailbox(owner, {
      slug: 'evryfr',
      localPart: 'ana',
      firstName: 'Ana',
      lastName: 'Petit',
      secondaryEmail: 'ana@perso.fr',
    }),
  );
  await world.jobs.runDueJobs();
  const content = world.mailer.sent.at(-1)?.content;
  if (!content || !('pageLink' in content)) throw new Error('the mail has no link to our page');
  return new URL(content.pageLink).searchParams.get('token') ?? '';
}
const mayChoose = (token: string) => world.useCases.mayChooseByMailLink(token);
const choose = (token: string) => world.useCases.chooseByMailLink(token, ORIGIN);
const tokenOf = ({ url }: { readonly url: string }) => new URL(url).searchParams.get('token') ?? '';
const setBy = (token: string) => world.useCases.setPasswordByLink({ token, password: GOOD, origin: ORIGIN });

it('lets the owner of a new mailbox choose a first password, once', async () => {
  const token = await created();
  expect(await mayChoose(token)).toBe(true);
  expect(world.tables().passwordLinks.all(() => true)).toEqual([]);
  const link = tokenOf(await choose(token));
  expect(await world.useCases.readPasswordLink(link)).toMatchObject({
    address: 'ana@evry.fr',
    purpose: 'first',
  });
  // Whoever goes back and presses again has a new one.
  const again = tokenOf(await choose(token));
  await expect(setBy(link)).rejects.toMatchObject({ code: 'password_link.replaced' });
  expect(await setBy(again)).toMatchObject({ outcome: 'set' });
  expect(await mayChoose(token)).toBe(false);
  await expect(choose(token)).rejects.toMatchObject({ code: 'password_link.not_offered' });
  expect(world.audited().filter(({ action }) => action === 'mailbox.password_link_issued')).toHaveLength(2);
});

it.each([
  ['owners have no identity', () => open({ isOffered: false })],
  [
    'the domain belongs to nobody',
    () =>
      world.unitOfWork.run(async ({ organizations }) => {
        const organization = await organizations.find(organizationId);
        if (organization) await organizations.update({ ...organization, isActive: false });
      }),
  ],
] as const)('offers nothing where %s', async (_what, happen) => {
  await happen();
  const token = await created();
  expect(await mayChoose(token)).toBe(false);
  await expect(choose(token)).rejects.toMatchObject({ code: 'password_link.not_offered' });
});

it('takes no link that is none, or over', async () => {
  await expect(choose('nonsense')).rejects.toMatchObject({ code: 'mail_link.not_found' });
  const token = await created();
  world.clock.advance(25 * 3600);
  await expect(choose(token)).rejects.toMatchObject({ code: 'mail_link.expired' });
});
