import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Mailbox } from '../../src/domain/mailbox/mailbox.ts';
import { makeMailbox } from '../builders/make-mailbox.ts';
import type { ApiClient } from '../support/api-client.ts';
import { actOnBox, describeFailures, type Row, updateBox } from './both-transports.ts';
import { addUser, type Evry, openEvry } from './evry.ts';
import { trpcFailure } from './trpc-failure.ts';

const UNKNOWN = '11111111-2222-4333-8444-555555555555';
const FORBIDDEN = { detail: 'You do not have permission to perform this action.' };
const NO_DOMAIN = { detail: 'No MailDomain matches the given query.' };
const NO_BOX = { detail: 'No Mailbox matches the given query.' };
const DISABLED = ["You can't create or update a mailbox for a disabled domain."];
const NEEDED =
  'Logging in with a link requires a secondary email address. Please add a valid secondary email before trying again.';
const UNAVAILABLE = {
  detail:
    'The mail service does not answer; your request is kept and will be carried out as soon as it does.',
  code: 'dimail_unavailable',
};

const QUARANTINED = {
  detail:
    'This is a copy that is being looked at: your request is kept and will be carried out once the people who run it release it.',
  code: 'installation_quarantined',
};

let evry: Evry;
let off: Mailbox;
let bare: Mailbox;
let lost: Mailbox;
let inOld: Mailbox;
let old: string;
/** Views the domain, and has the address of its mailbox. */
let valjean: ApiClient;

beforeAll(async () => {
  evry = await openEvry();
  const { world, jean } = evry;
  const mailDomainId = evry.evry.id;
  await world.mailProvisioner.createMailbox({ domain: 'evry.fr', ...jean });
  old = (await evry.alice.regie.mailDomains.get.query({ slug: 'oldfr' })).id;
  off = makeMailbox({ mailDomainId, status: 'disabled', secondaryEmail: 'o@perso.fr' });
  bare = makeMailbox({ mailDomainId, status: 'enabled' });
  lost = makeMailbox({ mailDomainId, status: 'enabled', secondaryEmail: 'l@perso.fr' });
  inOld = makeMailbox({ mailDomainId: old as Mailbox['mailDomainId'], status: 'enabled' });
  await world.unitOfWork.run(async ({ mailboxes }) => {
    for (const mailbox of [off, bare, lost, inOld]) await mailboxes.insert(mailbox);
  });
  const user = await addUser(world, { email: 'jean.valjean@evry.fr' });
  await evry.alice.regie.mailDomainAccesses.create.mutate({ domainSlug: 'evryfr', userId: user.id });
  valjean = await world.signIn(user);
});
afterEach(() => {
  evry.world.mailProvisioner.setTrouble(undefined);
  evry.world.outsideGate.isClosed = false;
});
afterAll(() => evry.world.close());

const who: Row['who'] = ({ alice }) => alice;
const down: NonNullable<Row['arrange']> = ({ world }) =>
  world.mailProvisioner.setTrouble({ kind: 'unavailable', retryAfterSeconds: 7 });
const denied: NonNullable<Row['arrange']> = ({ world }) =>
  world.mailProvisioner.setTrouble({ kind: 'forbidden' });
const id = (of: () => Mailbox) => of().id;

const ALL = ['enable', 'disable', 'reset_password', 'login_link'] as const;

describeFailures(
  [
    ...ALL.flatMap((action): Row[] => [
      {
        what: `a viewer: ${action}`,
        who: ({ carol }) => carol,
        call: ({ jean }) => actOnBox('evryfr', jean.id, action),
        code: 'mailbox.action_forbidden',
        body: FORBIDDEN,
      },
      {
        what: `a viewer, of the mailbox at their own address: ${action}`,
        who: () => valjean,
        call: ({ jean }) => actOnBox('evryfr', jean.id, action),
        code: 'mailbox.action_forbidden',
        body: FORBIDDEN,
      },
      {
        what: `an outsider: ${action}`,
        who: ({ dave }) => dave,
        call: ({ jean }) => actOnBox('evryfr', jean.id, action),
        code: 'mail_domain.not_found',
        body: NO_DOMAIN,
      },
      {
        what: `no such mailbox: ${action}`,
        who,
        call: () => actOnBox('evryfr', UNKNOWN, action),
        code: 'mailbox.not_found',
        body: NO_BOX,
      },
      {
        what: `one of another domain: ${action}`,
        who,
        call: () => actOnBox('evryfr', inOld.id, action),
        code: 'mailbox.not_found',
        body: NO_BOX,
      },
      {
        what: `the mail service refuses us: ${action}`,
        who,
        call: ({ jean }) => actOnBox('evryfr', jean.id, action),
        code: 'mail_provisioner.forbidden',
        body: {
          detail:
            'The mail service refuses our requests. The support team has been told; your request is kept and will be carried out once this is mended.',
          code: 'dimail_forbidden',
        },
        arrange: denied,
      },
      {
        what: `a mailbox that the mail service does not know: ${action}`,
        who,
        call: () =>
          actOnBox(
            'evryfr',
            id(() => lost),
            action,
          ),
        code: 'mail_provisioner.not_found',
        body: {
          detail: 'The mail service does not know this domain or mailbox. It is being looked into.',
          code: 'dimail_not_found',
        },
      },
    ]),
    ...(['reset_password', 'login_link'] as const).map(
      (action): Row => ({
        what: `the mail service down: ${action}`,
        who,
        call: ({ jean }) => actOnBox('evryfr', jean.id, action),
        code: 'mail_provisioner.unavailable',
        body: UNAVAILABLE,
        retryAfter: null,
        arrange: down,
      }),
    ),
    ...(['reset_password', 'login_link'] as const).map(
      (action): Row => ({
        what: `a copy in quarantine: ${action}`,
        who,
        call: ({ jean }) => actOnBox('evryfr', jean.id, action),
        code: 'installation.quarantined',
        body: QUARANTINED,
        retryAfter: null,
        // It is not told what was met before, either.
        arrange: async (e) => {
          await down(e);
          e.world.outsideGate.isClosed = true;
        },
      }),
    ),
    ...(['enable', 'disable'] as const).map(
      (action): Row => ({
        what: `a disabled domain: ${action}`,
        who,
        call: () =>
          actOnBox(
            'oldfr',
            id(() => inOld),
            action,
          ),
        code: 'mail_domain.disabled',
        body: DISABLED,
      }),
    ),
    ...(['reset_password', 'login_link'] as const).map(
      (action): Row => ({
        what: `a mailbox that is off: ${action}`,
        who,
        call: () =>
          actOnBox(
            'evryfr',
            id(() => off),
            action,
          ),
        code: 'mailbox.not_enabled',
        body: { detail: 'This mailbox is not enabled.', code: 'mailbox_not_enabled' },
      }),
    ),
    {
      what: 'no address for a password',
      who,
      call: () =>
        actOnBox(
          'evryfr',
          id(() => bare),
          'reset_password',
        ),
      code: 'mailbox.secondary_email_needed_for_reset',
      body: ['Please add a secondary email before resetting the password.'],
    },
    {
      what: 'no address for a link',
      who,
      call: () =>
        actOnBox(
          'evryfr',
          id(() => bare),
          'login_link',
        ),
      code: 'mailbox.secondary_email_needed_for_link',
      body: [NEEDED],
    },
    {
      what: 'a viewer changes the mailbox of somebody else',
      who: ({ carol }) => carol,
      call: ({ jean }) => updateBox('evryfr', jean.id, { firstName: 'x' }),
      code: 'mailbox.action_forbidden',
      body: FORBIDDEN,
    },
    {
      what: 'a change in a disabled domain',
      who,
      call: () =>
        updateBox(
          'oldfr',
          id(() => inOld),
          { firstName: 'x' },
        ),
      code: 'mail_domain.disabled',
      body: DISABLED,
    },
    {
      what: 'a name that is taken',
      who,
      call: () =>
        updateBox(
          'evryfr',
          id(() => bare),
          { firstName: 'JEAN', lastName: 'valjean' },
        ),
      code: 'mailbox.name_taken',
      body: { __all__: ['Mailbox with this First name, Last name and Domain already exists.'] },
    },
  ],
  () => evry,
);

describe('mailboxes over the API', () => {
  it('says beforehand why none can be created', async () => {
    const whyNot = async (client: ApiClient, slug: string) =>
      (await client.regie.mailDomains.get.query({ slug })).whyNoNewMailbox;
    expect(await whyNot(evry.alice, 'evryfr')).toBeNull();
    expect(await whyNot(evry.carol, 'evryfr')).toBe('mail_domain.action_forbidden');
    expect(await whyNot(evry.alice, 'oldfr')).toBe('mail_domain.disabled');
    const box = { domainSlug: 'oldfr', firstName: 'A', lastName: 'B', localPart: 'a.b' };
    const made = evry.alice.regie.mailboxes.create.mutate(box);
    expect(await trpcFailure(made)).toMatchObject({ domainCode: 'mail_domain.disabled' });
  });

  const path = (what = '') => `mail-domains/evryfr/mailboxes/${evry.jean.id}/${what}`;
  const held = () =>
    evry.world.mailProvisioner.listMailboxes('evry.fr').find(({ localPart }) => localPart === 'jean.valjean');

  it('changes what is sent and nothing else', async () => {
    await evry.world.advance(3600); // what failed above is done by now
    await evry.alice.rest('POST', path('enable/'));
    const changed = await evry.bob.rest('PATCH', path(), { first_name: ' Jeannot ', status: 'disabled' });
    expect(changed.status).toBe(200);
    expect(changed.body).toEqual({
      id: evry.jean.id,
      first_name: 'Jeannot',
      last_name: 'Valjean',
      local_part: 'jean.valjean',
      secondary_email: 'jean@perso.fr',
      status: 'enabled',
    });
    expect(held()).toMatchObject({ firstName: 'Jeannot' });
    expect(await evry.alice.rest('PUT', path(), { first_name: 'Jean' })).toMatchObject({
      status: 400,
      body: { last_name: ['This field is required.'] },
    });
    const put = { first_name: 'Jean', last_name: 'Valjean', secondary_email: '' };
    expect(await evry.alice.rest('PUT', path(), put)).toMatchObject({ status: 200, body: put });
    const again = await evry.alice.rest('PATCH', path(), { secondary_email: 'j2@perso.fr' });
    expect(again).toMatchObject({ status: 200, body: { secondary_email: 'j2@perso.fr' } });
  });

  it('switches off and on', async () => {
    const disabled = await evry.alice.rest('POST', path('disable/'));
    expect(disabled).toMatchObject({ status: 200, body: { status: 'disabled' } });
    expect(held()).toMatchObject({ isActive: false });
    const enabled = await evry.alice.regie.mailboxes.enable.mutate({
      domainSlug: 'evryfr',
      id: evry.jean.id,
    });
    expect(enabled).toMatchObject({ status: 'enabled', change: null, refusedChange: null });
    expect(held()).toMatchObject({ isActive: true });
  });

  it('shows a mailbox as pending while the mail service is yet to switch it, and says why over tRPC', async () => {
    evry.world.mailProvisioner.setTrouble({ kind: 'unavailable' });
    for (const action of ['enable/', 'disable/', 'disable/']) {
      const answer = await evry.alice.rest('POST', path(action));
      expect(answer).toMatchObject({ status: 200, body: { status: 'pending' } });
    }
    expect(await evry.alice.rest('GET', path())).toMatchObject({ body: { status: 'pending' } });
    const seen = await evry.carol.regie.mailboxes.get.query({ domainSlug: 'evryfr', id: evry.jean.id });
    expect(seen).toMatchObject({
      status: 'enabled',
      change: { active: false, trouble: 'mail_provisioner.unavailable' },
    });
    evry.world.mailProvisioner.setTrouble(undefined);
    await evry.world.advance(600);
    expect(await evry.alice.rest('GET', path())).toMatchObject({ body: { status: 'disabled' } });
    await evry.alice.rest('POST', path('enable/'));
  });

  it('keeps in quarantine what is asked for, and shows what waits, until the copy is confirmed', async () => {
    evry.world.mailProvisioner.setTrouble({ kind: 'unavailable' });
    evry.world.outsideGate.isClosed = true;
    const asked = await trpcFailure(
      evry.alice.regie.mailboxes.sendLoginLink.mutate({ domainSlug: 'evryfr', id: evry.jean.id }),
    );
    expect(asked).toMatchObject({ domainCode: 'installation.quarantined', httpStatus: 503, isKept: true });
    const off = await evry.alice.rest('POST', path('disable/'));
    expect(off).toMatchObject({ status: 200, body: { status: 'pending' } });
    evry.world.mailProvisioner.setTrouble(undefined);
    evry.world.outsideGate.isClosed = false;
    const before = evry.world.mailer.sent.length;
    await evry.alice.rest('POST', path('enable/'));
    await evry.world.advance(600);
    const kinds = evry.world.mailer.sent.slice(before).map(({ content }) => content.kind);
    expect(kinds).toContain('login_link');
  });

  it('mails passwords and links to the secondary address', async () => {
    const before = evry.world.mailer.sent.length;
    expect(await evry.alice.rest('POST', path('reset_password/'))).toMatchObject({ status: 200 });
    expect(await evry.bob.rest('POST', path('login_link'))).toMatchObject({ status: 200 });
    await evry.world.advance(1);
    expect(evry.world.mailer.sent.slice(before)).toMatchObject([
      { to: 'j2@perso.fr', content: { kind: 'password_reset', password: held()?.password } },
      { to: 'j2@perso.fr', content: { kind: 'login_link', address: 'jean.valjean@evry.fr' } },
    ]);
  });

  it('lets viewers change the mailbox at their own address', async () => {
    const body = { secondary_email: 'j3@perso.fr' };
    expect(await valjean.rest('PATCH', path(), body)).toMatchObject({ status: 200, body });
    const other = `mail-domains/evryfr/mailboxes/${bare.id}/`;
    expect(await valjean.rest('PATCH', other, {})).toMatchObject({ status: 403, body: FORBIDDEN });
    const unknown = `mail-domains/evryfr/mailboxes/${UNKNOWN}/`;
    expect(await valjean.rest('PATCH', unknown, {})).toMatchObject({ status: 404, body: NO_BOX });
    expect(await evry.dave.rest('PUT', path(), {})).toMatchObject({ status: 404, body: NO_DOMAIN });
  });

  it('creates functional mailboxes over tRPC, without names', async () => {
    const created = await evry.alice.regie.mailboxes.createFunctional.mutate({
      domainSlug: 'evryfr',
      localPart: 'accueil',
    });
    expect(created).toMatchObject({ kind: 'functional', status: 'enabled', firstName: '', lastName: '' });
    const shown = await evry.carol.rest('GET', `mail-domains/evryfr/mailboxes/${created.id}/`);
    expect(shown).toMatchObject({ status: 200, body: { first_name: '', last_name: '', status: 'enabled' } });
  });

  it('serves deletion over tRPC only, for mailboxes that the mail service does not have', async () => {
    const { mailboxes } = evry.alice.regie;
    const domainSlug = 'evryfr';
    const exists = mailboxes.delete.mutate({ domainSlug, id: evry.jean.id });
    expect(await trpcFailure(exists)).toMatchObject({
      domainCode: 'mailbox.already_provisioned',
      httpStatus: 409,
    });
    evry.world.mailProvisioner.setTrouble({ kind: 'unavailable' });
    const pending = await mailboxes.create.mutate({
      domainSlug,
      firstName: 'A',
      lastName: 'B',
      localPart: 'ab',
    });
    const early = mailboxes.delete.mutate({ domainSlug, id: pending.id });
    expect(await trpcFailure(early)).toMatchObject({ domainCode: 'mailbox.being_created', httpStatus: 409 });
    const waiting = makeMailbox({ mailDomainId: evry.evry.id });
    await evry.world.unitOfWork.run((stores) => stores.mailboxes.insert(waiting));
    await mailboxes.delete.mutate({ domainSlug, id: waiting.id });
    const gone = mailboxes.get.query({ domainSlug, id: waiting.id });
    expect(await trpcFailure(gone)).toMatchObject({ domainCode: 'mailbox.not_found' });
    expect(await evry.alice.rest('DELETE', path())).toMatchObject({ status: 405 });
  });
});
