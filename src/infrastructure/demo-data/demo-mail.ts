import { type Actor, actAs } from '../../application/shared/actor.ts';
import { COMMAND_LINE_ORIGIN } from '../../domain/audit/request-origin.ts';
import type { MailDomainRole } from '../../domain/mail-domain/mail-domain-access.ts';
import type { User } from '../../domain/people/user.ts';
import { DomainError, type ErrorCode } from '../../domain/shared/errors.ts';
import { byName, everyPage } from '../command-line/every-page.ts';
import type { AliasUseCases } from '../container/aliases.ts';
import type { InvitationUseCases } from '../container/invitations.ts';
import type { MailDomainUseCases } from '../container/mail-domains.ts';
import type { MailboxUseCases } from '../container/mailboxes.ts';
import { demoName, localPartOf } from './demo-names.ts';
import type { DemoPeople } from './demo-people.ts';
import { drawn, oneOf } from './drawn.ts';

const SEED_OF_MAIL = 3;
const OPERATOR = { userId: null, origin: COMMAND_LINE_ORIGIN, isStaff: true };
const ALIASES = [
  'accueil',
  'archives',
  'cantine',
  'contact',
  'culture',
  'direction',
  'etat-civil',
  'finances',
  'jeunesse',
  'logement',
  'mairie',
  'marches',
  'mediatheque',
  'numerique',
  'paie',
  'presse',
  'rh',
  'scolaire',
  'sports',
  'urbanisme',
] as const;

/** What is there already, of an earlier run or because two drew the same. */
const TAKEN: readonly ErrorCode[] = [
  'alias.already_exists',
  'mailbox.address_taken',
  'mailbox.display_name_taken',
  'mailbox.name_taken',
  'mail_domain_access.already_exists',
  'mail_domain_invitation.already_exists',
];

type UseCases = Pick<AliasUseCases, 'createAlias'> &
  Pick<InvitationUseCases, 'mailDomainInvitations'> &
  Pick<MailDomainUseCases, 'createMailDomain' | 'grantMailDomainAccess' | 'listManagedMailDomains'> &
  Pick<MailboxUseCases, 'createMailbox'>;

/** @returns whether it was not there yet */
async function unlessTaken(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (error instanceof DomainError && TAKEN.includes(error.code)) return false;
    throw error;
  }
}

type Wanted = Readonly<{
  name: string;
  supportEmail: string;
  owner: User;
  mailboxes: number;
  aliases: number;
}>;

export type DemoMailSize = Readonly<{ domains: number; perDomain: number; inLargeDomain: number }>;

/**
 * Mail domains, with mailboxes and aliases, made at the provisioner as people would make them: the application must be
 * running. @returns the names of the new ones
 */
export async function makeDemoMail(
  useCases: UseCases,
  { withRoles, crowd }: DemoPeople,
  size: DemoMailSize,
): Promise<readonly string[]> {
  const random = drawn(SEED_OF_MAIL);
  const made: string[] = [];
  const named = withRoles.flatMap(([{ mailRole }, user]) =>
    mailRole === undefined ? [] : [{ user, role: mailRole === 'member' ? ('viewer' as const) : mailRole }],
  );
  const domainOwner = named.find(({ role }) => role === 'owner')?.user;
  if (domainOwner === undefined) return made;

  const slugs = new Map<string, string>();
  for await (const { name, slug } of everyPage(
    'name',
    (request) => useCases.listManagedMailDomains(OPERATOR, {}, request),
    byName,
  )) {
    slugs.set(name, slug);
  }

  const fill = async ({ name, supportEmail, owner, mailboxes, aliases }: Wanted) => {
    const actor = actAs(owner, COMMAND_LINE_ORIGIN);
    const known = slugs.get(name);
    const slug = known ?? (await useCases.createMailDomain(actor, { name, supportEmail })).slug;
    // Random values are drawn in every run, so that later ones stay the same.
    const people = Array.from({ length: mailboxes }, (_, number) => ({ ...demoName(random), number }));
    const localParts = Array.from({ length: aliases }, (_, number) => ALIASES[number % ALIASES.length] ?? '');
    if (known !== undefined) return { actor, slug };
    made.push(name);
    for (const { firstName, lastName, number } of people) {
      const localPart = `${localPartOf({ firstName, lastName })}${number}`;
      const secondaryEmail = `${localPart}@example.fr`;
      await unlessTaken(() =>
        useCases.createMailbox(actor, { slug, localPart, firstName, lastName, secondaryEmail }),
      );
    }
    for (const [number, localPart] of localParts.entries()) {
      const destination = `${localPart}${number}@example.org`;
      await unlessTaken(() => useCases.createAlias(actor, { slug, localPart, destination }));
    }
    return { actor, slug };
  };

  for (let number = 0; number < size.domains; number += 1) {
    const owner = number === 0 ? domainOwner : oneOf(random, crowd);
    const name = `commune-${number}.example.fr`;
    const supportEmail = 'support@example.com';
    const { perDomain } = size;
    const domain = await fill({ name, supportEmail, owner, mailboxes: perDomain, aliases: perDomain });
    if (number === 0) await admit(useCases, domain, named);
  }
  for (const [name, supportEmail, count, role] of [
    ['enabled-domain.com', 'support@enabled-domain.com', 0, 'administrator'],
    ['many-objects-domain.com', 'support@many-objects-domain.com', size.inLargeDomain, 'owner'],
  ] as const) {
    const domain = await fill({ name, supportEmail, owner: domainOwner, mailboxes: count, aliases: count });
    await invite(useCases, domain, role);
  }
  return made;
}

type Domain = Readonly<{ actor: Actor; slug: string }>;

async function admit(
  { grantMailDomainAccess }: UseCases,
  { actor, slug }: Domain,
  people: readonly Readonly<{ user: User; role: MailDomainRole }>[],
): Promise<void> {
  for (const { user, role } of people) {
    await unlessTaken(() => grantMailDomainAccess(actor, { slug, userId: user.id, role }));
  }
}

/** The account `people` has not signed in yet, unless it has: then it is let in. */
const invite = (
  { mailDomainInvitations }: UseCases,
  { actor, slug }: Domain,
  role: MailDomainRole,
): Promise<boolean> =>
  unlessTaken(() => mailDomainInvitations.invite(actor, slug, { email: 'people@people.world', role }));
