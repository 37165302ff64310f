import { afterAll, beforeAll } from 'vitest';
import {
  checkDomain,
  createBox,
  createDomain,
  describeFailures,
  getBox,
  getDomain,
  getMe,
  getOrganization,
  listBoxes,
  listDomains,
  type Row,
} from './both-transports.ts';
import { type Evry, openEvry } from './evry.ts';

let evry: Evry;
let keyOfAlice: string;
beforeAll(async () => {
  evry = await openEvry();
  keyOfAlice = await evry.world.openSession(evry.people.alice);
});
afterAll(() => evry.world.close());

const UNKNOWN_ID = '11111111-2222-4333-8444-555555555555';
const ANA = { firstName: 'Ana', lastName: 'Petit', localPart: 'ana' };
const detail = (text: string) => ({ detail: text });

const everyCall = ({ jean }: Evry) => [
  getMe,
  getOrganization(UNKNOWN_ID),
  listDomains,
  getDomain('evryfr'),
  createDomain('a.fr'),
  checkDomain('evryfr'),
  listBoxes('evryfr'),
  listBoxes('nope'),
  getBox('evryfr', jean.id),
  createBox('evryfr', ANA),
];
const outsidersCalls = ({ jean }: Evry) => [
  getDomain('evryfr'),
  getDomain('nope'),
  getDomain('EVRYFR'),
  checkDomain('evryfr'),
  checkDomain('nope'),
  listBoxes('evryfr'),
  getBox('evryfr', jean.id),
  createBox('evryfr', ANA),
  createBox('nope', ANA),
];
const changes = () => [createDomain('a.fr'), checkDomain('evryfr'), createBox('evryfr', ANA)];
const managersCalls = () => [checkDomain('evryfr'), createBox('evryfr', ANA)];

type Case = Pick<Row, 'what' | 'who' | 'code' | 'body'> & { readonly count: number };

/** One row per call; calls are made when the ids they hold are known. */
const rowsOf = (calls: (evry: Evry) => readonly ReturnType<Row['call']>[], { count, ...row }: Case): Row[] =>
  Array.from({ length: count }, (_, index) => ({
    ...row,
    what: `${row.what} (${index + 1})`,
    call: (opened) => calls(opened)[index] ?? getMe,
  }));

describeFailures(
  [
    ...rowsOf(everyCall, {
      count: 10,
      what: 'nobody is signed in',
      who: ({ world }) => world.visitor,
      code: 'session.required',
      body: detail('Authentication credentials were not provided.'),
    }),
    ...rowsOf(changes, {
      count: 3,
      what: 'a page that knows no CSRF token',
      who: ({ world }) => world.client({ sessionid: keyOfAlice }),
      code: 'csrf.failed',
      body: detail('CSRF Failed: CSRF cookie not set.'),
    }),
    ...rowsOf(outsidersCalls, {
      count: 9,
      what: 'an outsider',
      who: ({ dave }) => dave,
      code: 'mail_domain.not_found',
      body: detail('No MailDomain matches the given query.'),
    }),
    ...rowsOf(managersCalls, {
      count: 2,
      what: 'a viewer',
      who: ({ carol }) => carol,
      code: 'mail_domain.action_forbidden',
      body: detail('You do not have permission to perform this action.'),
    }),
    {
      what: 'organization of others',
      who: ({ dave }) => dave,
      call: ({ organization }) => getOrganization(organization.id),
      code: 'organization.not_found',
      body: detail('No Organization matches the given query.'),
    },
    {
      what: 'unknown organization',
      who: ({ alice }) => alice,
      call: () => getOrganization(UNKNOWN_ID),
      code: 'organization.not_found',
      body: detail('No Organization matches the given query.'),
    },
    {
      what: 'unknown mailbox',
      who: ({ alice }) => alice,
      call: () => getBox('evryfr', UNKNOWN_ID),
      code: 'mailbox.not_found',
      body: detail('No Mailbox matches the given query.'),
    },
    {
      what: 'mailbox of another domain',
      who: ({ alice }) => alice,
      call: ({ jean }) => getBox('oldfr', jean.id),
      code: 'mailbox.not_found',
      body: detail('No Mailbox matches the given query.'),
    },
  ],
  () => evry,
);
