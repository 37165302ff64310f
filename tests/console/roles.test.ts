import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { addUser } from '../api/evry.ts';
import { makeMailDomainInvitation } from '../builders/make-mail-domain-invitation.ts';
import { type ConsoleSite, openConsoleSite } from './support/console-site.ts';
import { seedConsole } from './support/seed-console.ts';

const ROLES = ['owner', 'administrator', 'viewer', 'outsider', 'staff'] as const;
type Role = (typeof ROLES)[number];

/** What somebody may press; a reason in its place says why they may not, and what is not there is null. */
const MAY = 'may be pressed';
type Seen = readonly [
  owner: string | null,
  administrator: string | null,
  viewer: string | null,
  others?: string | null,
];

/** What is pressed on a page, and by whom: its name, and what each role finds. */
type Controls = Readonly<Record<string, Seen>>;

const all: Seen = [MAY, MAY, MAY];
const managersOnly = (reason: string): Seen => [MAY, MAY, reason];

const WHO = 'Alice Martin, Bob';
const OF_MANAGERS = `Only administrators and owners of this domain can do this. Ask: ${WHO}.`;
const EXISTS = 'Delete – This mailbox exists: it can be disabled, not deleted.';
const NOT_ENABLED = 'Invite to choose a password – This mailbox is not enabled.';
const SEES_ONLY =
  'You see who has access. Only administrators and owners can change it. Ask: Alice Martin and Bob.';
const OF_AN_OWNER = 'Only owners can change this access. Ask: Alice Martin.';
const LAST_OWNER = 'You are the only owner: one is always needed. First make somebody else an owner.';
const SEND_AGAIN = 'Only owners can send it again. Ask: Alice Martin.';

const OF_ALIASES = `Only administrators and owners of this domain can change aliases. Ask: ${WHO}.`;
const ON_AN_ALIAS: Controls = {
  'Remove jean.valjean@evry.fr from contact@evry.fr': managersOnly(OF_ALIASES),
  // Everybody may take themselves out.
  'Remove … from contact@evry.fr': all,
  'Add destinations – contact@evry.fr': managersOnly(OF_ALIASES),
  'Remove the alias – contact@evry.fr': managersOnly(OF_ALIASES),
};

/** In the address of his page, in place of the id of his mailbox. */
const JEAN = 'jean.valjean';

/** Every page of the console: its address, what is there once it is shown, and what can be pressed there. */
const PAGES: Readonly<
  Record<
    string,
    {
      readonly shown: string;
      readonly ofAnybody?: true;
      readonly controls: Controls;
    }
  >
> = {
  '/': {
    shown: 'h1',
    ofAnybody: true,
    controls: {
      'All mail domains': all,
      'Open evry-culture.fr': [MAY, MAY, null, null],
      // They end soon, and she sent them.
      'See the invitation chef@evry.fr': [MAY, null, null, null],
      'See the invitation lecteur@evry.fr': [MAY, null, null, null],
    },
  },
  '/domains': {
    shown: '.table, .empty',
    ofAnybody: true,
    controls: { 'Add a mail domain': all },
  },
  '/domains/evry-culturefr/dns': {
    shown: '.record',
    controls: {
      'Show what happened': all,
      'Copy …': all,
      'Copy all as a zone file': all,
      'Print this list': all,
      'Write a mail with this list': all,
      'Check now': managersOnly(
        `Only administrators and owners of this domain can have it checked. Ask: ${WHO}.`,
      ),
    },
  },
  '/domains/evryfr': {
    shown: '.table',
    controls: {
      'Show what happened': all,
      'Create a mailbox': managersOnly(OF_MANAGERS),
    },
  },
  [`/domains/evryfr/mailboxes/${JEAN}`]: {
    shown: '.side-panel',
    controls: {
      'Show what happened': all,
      ...Object.fromEntries(
        [
          'Change',
          'Disable',
          'Send a new password',
          'Send a sign-in link',
          'Show second factors',
          'Show where they are signed in',
          'Withdraw',
        ].map((name) => [name, managersOnly(OF_MANAGERS)]),
      ),
      Delete: [EXISTS, EXISTS, OF_MANAGERS],
      'Invite to choose a password': [NOT_ENABLED, NOT_ENABLED, OF_MANAGERS],
    },
  },
  '/account': { shown: 'form', ofAnybody: true, controls: { Save: all } },
  '/account/sessions': {
    shown: '.todo',
    ofAnybody: true,
    controls: {
      // She is signed in elsewhere too.
      'End all other sessions': [MAY, null, null],
      'End – …': [MAY, null, null],
    },
  },
  '/account/access': {
    shown: '.table, .empty',
    ofAnybody: true,
    controls: { 'To the mail domains': [null, null, null, MAY] },
  },
  '/account/mailbox': { shown: 'h2', ofAnybody: true, controls: {} },
  '/domains/evryfr/aliases': {
    shown: '.table',
    controls: {
      'Show what happened': all,
      'Create an alias': managersOnly(OF_ALIASES),
      ...ON_AN_ALIAS,
    },
  },
  '/domains/evryfr/aliases/contact': {
    shown: '.timeline',
    controls: ON_AN_ALIAS,
  },
  '/domains/evryfr/aliases/former': {
    shown: '.timeline',
    controls: { 'Create an alias': managersOnly(OF_ALIASES) },
  },
  '/domains/evryfr/waiting': {
    shown: '.todo',
    controls: {
      'Show what happened': all,
      'Withdraw – jean.valjean@evry.fr': [MAY, MAY, null],
    },
  },
  '/domains/evryfr/differences': {
    shown: 'h2',
    controls: {
      'Show what happened': all,
      'Compare now': [MAY, MAY, null],
    },
  },
  '/domains/evryfr/access': {
    shown: '.access table',
    controls: {
      'Show what happened': all,
      'Give access': managersOnly(SEES_ONLY),
      'Change role – Alice Martin': [LAST_OWNER, OF_AN_OWNER, SEES_ONLY],
      'Leave – Alice Martin': [LAST_OWNER, null, null],
      'Remove – Alice Martin': [null, OF_AN_OWNER, SEES_ONLY],
      'Change role – Bob': managersOnly(SEES_ONLY),
      'Leave – Bob': [null, MAY, null],
      'Remove – Bob': [MAY, null, SEES_ONLY],
      'Change role – Carol': managersOnly(SEES_ONLY),
      'Leave – Carol': [null, null, SEES_ONLY],
      'Remove – Carol': [MAY, MAY, null],
      'Send again – chef@evry.fr': [MAY, SEND_AGAIN, SEES_ONLY],
      'Withdraw – chef@evry.fr': managersOnly(SEES_ONLY),
      'Send again – lecteur@evry.fr': managersOnly(SEES_ONLY),
      'Withdraw – lecteur@evry.fr': managersOnly(SEES_ONLY),
    },
  },
};

let site: ConsoleSite;
const pages = new Map<Role, Page>();
beforeAll(async () => {
  site = await openConsoleSite(inject('consoleFolder'), { waits: { registrationMs: 300, usualMs: 300 } });
  await seedConsole(site);
  const { world, people, evry, jean } = site;
  const expiresAt = new Date(world.clock.now().getTime() + 86_400_000);
  for (const [email, role] of [
    ['chef@evry.fr', 'owner'],
    ['lecteur@evry.fr', 'viewer'],
  ] as const) {
    const issuerId = people.alice.id;
    const invitation = { email, role, issuerId, expiresAt, mailDomainId: evry.id };
    await world.seed.mailDomainInvitation(makeMailDomainInvitation(invitation));
  }
  const alice = await world.signIn(people.alice);
  const { aliases } = alice.regie;
  const destinations = ['jean.valjean@evry.fr', people.carol.email ?? ''];
  await aliases.createSeveral.mutate({ domainSlug: 'evryfr', localPart: 'contact', destinations });
  await aliases.create.mutate({
    domainSlug: 'evryfr',
    localPart: 'former',
    destination: 'x@ailleurs.example',
  });
  await aliases.deleteAll.mutate({ domainSlug: 'evryfr', localPart: 'former' });
  world.mailProvisioner.setTrouble({ kind: 'unavailable' });
  await alice.regie.mailboxes.disable.mutate({ domainSlug: 'evryfr', id: jean.id });
  const staff = await addUser(world, { name: 'Sam', isStaff: true });
  const who = [people.alice, people.bob, people.carol, people.dave, staff];
  for (const [index, user] of who.entries()) {
    const role = ROLES[index];
    if (role !== undefined) pages.set(role, await site.openAs(user));
  }
});
afterAll(() => site?.close());

/** What can be pressed on a page, and why not; buttons that copy one value each are one, and so are those that end a session. */
const controlsOf = (page: Page) =>
  page.evaluate<Readonly<Record<string, string>>>(
    `Object.fromEntries([...document.querySelectorAll('main :is(button:not(.table__sort, .notice__reference *), .c__button:not(.notice__reference *))')]
      .filter((one) => one.checkVisibility())
      .map((one) => [
        (one.getAttribute('aria-label') ?? one.textContent).replace(/^Copy (?!all).*/, 'Copy …').replace(/^End – .*/, 'End – …').replace(${JSON.stringify(site.people.carol.email)}, '…').trim(),
        one.getAttribute('aria-disabled') === 'true'
          ? document.getElementById(one.getAttribute('aria-describedby'))?.textContent ?? 'no reason'
          : ${JSON.stringify(MAY)},
      ]))`,
  );

/** The column of a role in the table of a page. */
function expectedFor(role: Role, path: string): Readonly<Record<string, string>> {
  const { ofAnybody = false, controls } = PAGES[path] ?? { controls: {} };
  // To those without an access, staff included, each page of a domain is as if there were none.
  if ((role === 'outsider' || role === 'staff') && !ofAnybody) return {};
  const column = { owner: 0, administrator: 1, viewer: 2, outsider: 3, staff: 3 } as const;
  return Object.fromEntries(
    Object.entries(controls).flatMap(([name, seen]) => {
      // Where nothing else is said, others find what viewers find.
      const found = seen[column[role]] === undefined ? seen[2] : seen[column[role]];
      return found === null || found === undefined ? [] : [[name, found]];
    }),
  );
}

it.each(ROLES)(
  '%s finds on each page what the table says, and nothing else to press',
  async (role) => {
    const page = pages.get(role);
    if (page === undefined) throw new Error('every role has a page');
    const found: Record<string, unknown> = {};
    for (const [path, { shown }] of Object.entries(PAGES)) {
      await page.goto(`${site.url}${path.replace(JEAN, site.jean.id)}`);
      await page.locator(`:is(${shown}), .notice--error, .page-header p`).first().waitFor();
      const expected = JSON.stringify(Object.entries(expectedFor(role, path)).sort());
      // Names of those whom one asks come a little later; what differs after that is told below, all at once.
      await expect
        .poll(async () => JSON.stringify(Object.entries(await controlsOf(page)).sort()), { timeout: 8_000 })
        .toBe(expected)
        .catch(() => undefined);
      found[path] = await controlsOf(page);
    }
    const expected = Object.fromEntries(Object.keys(PAGES).map((path) => [path, expectedFor(role, path)]));
    expect(found).toEqual(expected);
    expect(site.problems).toEqual([]);
  },
  240_000,
);
