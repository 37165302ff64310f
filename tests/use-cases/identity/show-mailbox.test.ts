import { expect, it } from 'vitest';
import { makeOrganization } from '../../builders/make-organization.ts';
import { USE_CASE_SETTINGS } from '../../support/use-case-settings.ts';
import { openUseCaseWorld } from '../../support/use-case-world.ts';

const { passwordSettings } = USE_CASE_SETTINGS;

/** Whether the page of a mailbox without other address offers links, and what calling for one comes to. */
async function offered(isOffered: boolean, hasOrganization: boolean) {
  const settings = { passwordSettings: { ...passwordSettings, isOffered } };
  const world = await openUseCaseWorld({ settings });
  const organization = makeOrganization({});
  await world.addOrganization(organization);
  const organizationId = hasOrganization ? organization.id : null;
  const slug = 'evryfr';
  const domain = await world.addMailDomain({ name: 'evry.fr', slug, status: 'enabled', organizationId });
  const { actor } = await world.addPerson();
  await world.giveAccess(actor, domain, 'owner');
  const { id } = await world.addMailbox({
    mailDomainId: domain.id,
    status: 'enabled',
    secondaryEmail: null,
  });
  const { showMailbox, handOverPasswordLink, getMailbox } = world.useCases;
  const { abilities, refusals } = await showMailbox(actor, slug, id);
  const code = await handOverPasswordLink(actor, slug, id).then(
    () => undefined,
    (error: { code: string }) => error.code,
  );
  const usual = await getMailbox(actor, slug, id);
  return { abilities, refusals, code, usual };
}

it('offers links to choose a password and to enrol where the owner has an identity', async () => {
  const { abilities, refusals, code, usual } = await offered(true, true);
  expect(abilities).toMatchObject({ handOverPasswordLink: true, handOverEnrolmentLink: true });
  expect({ abilities, refusals }).toEqual({ abilities: usual.abilities, refusals: usual.refusals });
  expect(code).toBeUndefined();
});

it.each([
  ['the installation has none', false, true],
  ['the domain has no organization', true, false],
])('does not where %s, and says so', async (_why, isOffered, hasOrganization) => {
  const { abilities, refusals, code, usual } = await offered(isOffered, hasOrganization);
  expect(abilities).toEqual({
    ...usual.abilities,
    handOverPasswordLink: false,
    handOverEnrolmentLink: false,
  });
  expect(refusals).toEqual({
    ...usual.refusals,
    handOverPasswordLink: 'password_link.not_offered',
    handOverEnrolmentLink: 'second_factor.not_offered',
  });
  expect(refusals.invitePassword).toBe('mailbox.secondary_email_needed_for_link');
  expect(code).toBe(refusals.handOverPasswordLink);
});
