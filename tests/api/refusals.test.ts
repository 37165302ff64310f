import { afterAll, beforeAll, expect, it } from 'vitest';
import { createBox, createDomain, describeFailures, type Row } from './both-transports.ts';
import { type Evry, openEvry } from './evry.ts';

let evry: Evry;
beforeAll(async () => {
  evry = await openEvry();
});
afterAll(() => evry.world.close());

const ANA = { firstName: 'Ana', lastName: 'Petit', localPart: 'ana' };
const NO_NAME = { name: ['Enter a valid domain name.'] };
const NAME_TAKEN = { name: ['Mail domain with this name already exists.'] };
const ADDRESS_TAKEN = { __all__: ['Mailbox with this Local_part and Domain already exists.'] };
const REFUSED = { non_field_errors: ['The mail service refused the request: Too many of them'] };
const SECONDARY_NEEDED =
  'Logging in with a link requires a secondary email address. Please add a valid secondary email before trying again.';

type Case = Omit<Row, 'who' | 'call'>;
const who: Row['who'] = ({ alice }) => alice;
const domain = (name: string, row: Case): Row => ({ ...row, who, call: () => createDomain(name) });
const box = (given: Partial<Parameters<typeof createBox>[1]>, row: Case, slug = 'evryfr'): Row => ({
  ...row,
  who,
  call: () => createBox(slug, { ...ANA, ...given }),
});
const refuseNext: NonNullable<Row['arrange']> = ({ world }) =>
  world.mailProvisioner.refuseNext('Too many of them');
/** A mailbox of which only the provisioner knows. */
const heldThere =
  (localPart: string, lastName: string): NonNullable<Row['arrange']> =>
  ({ world }) =>
    world.mailProvisioner.createMailbox({ domain: 'evry.fr', localPart, firstName: 'Zoé', lastName });

describeFailures(
  [
    domain('not a domain!', { what: 'no domain name', code: 'mail_domain.invalid_name', body: NO_NAME }),
    domain('localhost', { what: 'a name without dot', code: 'mail_domain.invalid_name', body: NO_NAME }),
    domain('a.fr/check?x=', {
      what: 'a path for a name',
      code: 'mail_domain.invalid_name',
      body: NO_NAME,
    }),
    domain('EVRY.fr', { what: 'name taken', code: 'mail_domain.name_taken', body: NAME_TAKEN }),
    domain('elsewhere.fr', {
      what: 'name taken at the provisioner',
      code: 'mail_domain.name_taken',
      body: NAME_TAKEN,
      arrange: ({ world }) => world.mailProvisioner.registerDomain('elsewhere.fr'),
    }),
    domain('refused.fr', {
      what: 'domain refused',
      code: 'mail_domain.refused',
      body: REFUSED,
      arrange: refuseNext,
    }),
    box(
      {},
      {
        what: 'disabled domain',
        code: 'mail_domain.disabled',
        body: ["You can't create or update a mailbox for a disabled domain."],
      },
      'oldfr',
    ),
    ...['a b', 'é', 'a+b', 'a@b', 'a..b', '.a', '../users'].map((localPart) =>
      box(
        { localPart },
        {
          what: `local part ${localPart}`,
          code: 'mailbox.invalid_local_part',
          body: { local_part: ['Enter a valid value.'] },
        },
      ),
    ),
    box(
      { secondaryEmail: 'Ana@EVRY.fr' },
      {
        what: 'secondary e-mail is the mailbox',
        code: 'mailbox.secondary_email_is_itself',
        body: { secondary_email: [SECONDARY_NEEDED] },
      },
    ),
    box(
      { localPart: 'Jean.Valjean' },
      { what: 'address taken', code: 'mailbox.address_taken', body: ADDRESS_TAKEN },
    ),
    box(
      { localPart: 'taken' },
      {
        what: 'address taken at the provisioner',
        code: 'mailbox.address_taken',
        body: ADDRESS_TAKEN,
        arrange: heldThere('taken', 'T'),
      },
    ),
    box(
      { firstName: 'JEAN', lastName: 'valjean' },
      {
        what: 'name taken',
        code: 'mailbox.name_taken',
        body: { __all__: ['Mailbox with this First name, Last name and Domain already exists.'] },
      },
    ),
    box(
      { firstName: 'Zoé', lastName: 'Zola', localPart: 'z' },
      {
        what: 'display name of another mailbox there',
        code: 'mailbox.display_name_taken',
        body: {
          NON_FIELD_ERRORS: [
            'First name + last name combination already in use in this context : zoe@evry.fr.',
          ],
        },
        arrange: heldThere('zoe', 'Zola'),
      },
    ),
    box({}, { what: 'mailbox refused', code: 'mailbox.refused', body: REFUSED, arrange: refuseNext }),
  ],
  () => evry,
);

it('keeps nothing of all that', async () => {
  const domains = await evry.alice.rest('GET', 'mail-domains/?ordering=name');
  expect(domains.body).toMatchObject({ count: 2, results: [{ name: 'evry.fr' }, { name: 'old.fr' }] });
  const boxes = await evry.alice.rest('GET', 'mail-domains/evryfr/mailboxes/');
  expect(boxes.body).toMatchObject({ count: 1, results: [{ local_part: 'jean.valjean' }] });
  const old = await evry.alice.rest('GET', 'mail-domains/oldfr/mailboxes/');
  expect(old.body).toMatchObject({ count: 0 });
  expect(evry.world.jobs.failures).toEqual([]);
});
