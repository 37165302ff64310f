import { expect, it } from 'vitest';
import { makeOrganization } from '../../builders/make-organization.ts';
import { USE_CASE_SETTINGS } from '../../support/use-case-settings.ts';
import { openUseCaseWorld } from '../../support/use-case-world.ts';

const { passwordSettings } = USE_CASE_SETTINGS;

/** What is offered for a mailbox without other address, shown alone and in a list, and what calling for a link comes to. */
async function offered(isOffered: boolean, hasOrganization: boolean, isActive = true) {
  const settings = { passwordSettings: { ...passwordSettings, isOffered } };
  const world = await openUseCaseWorld({ settings });
  const organization = makeOrganization({ isActive });
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
  const { viewMailboxes, handOverPasswordLink, getMailbox } = world.useCases;
  const one = await getMailbox(actor, slug, id);
  const listed = await viewMailboxes(actor, slug, {}, { number: 1, size: 10, order: [] });
  expect(listed.items).toEqual([one]);
  const code = await handOverPasswordLink(actor, slug, id).then(
    () => undefined,
    (error: { code: string }) => error.code,
  );
  return { abilities: one.abilities, refusals: one.refusals, code };
}

it('offers links to choose a password and to enrol where the owner has an identity', async () => {
  const { abilities, refusals, code } = await offered(true, true);
  expect(abilities).toMatchObject({ handOverPasswordLink: true, handOverEnrolmentLink: true });
  expect(Object.values(refusals)).not.toContain('password_link.not_offered');
  expect(code).toBeUndefined();
});

it.each([
  ['the installation has none', false, true],
  ['the domain has no organization', true, false],
  ['the organization of the domain is not active', true, true, false],
])('does not where %s, and says so', async (_why, isOffered, hasOrganization, isActive = true) => {
  const { abilities, refusals, code } = await offered(isOffered, hasOrganization, isActive);
  const usual = await offered(true, true);
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
