import { answered, madeUp } from './made-up-interaction.ts';
import { differenceOf, HTML, type RuleExample } from './rule-example.ts';

const DIMAIL = 'http://127.0.0.1:18090';
const DOMAINS = '/api/v1.0/mail-domains/';
const DOMAIN = `${DOMAINS}evryfr/`;
const ID = '77777777-7777-4777-8777-777777777777';
const ROW = { id: ID };

const asked = (method: string, path: string, status: number) => ({
  method,
  url: `${DIMAIL}${path}`,
  body: null,
  status,
  content_type: 'application/json',
  response: '{"detail": "no"}',
});
const token = asked('GET', '/token/', 200);
const sent = (
  path: string,
  body: object,
  outgoing: ReturnType<typeof asked>[],
  response: object = HTML,
  method = 'POST',
) => madeUp({ request: { method, path, body: JSON.stringify(body) }, response, outgoing });
const refusedBy = (reason: string) => answered(400, { non_field_errors: [reason] });

/** Examples of rules of domains, mailboxes and aliases that no recording at hand needs. */
export const MAIL_EXAMPLES: readonly RuleExample[] = [
  {
    because: 'a mailbox that dimail refuses is refused, and nothing is kept',
    interaction: sent(`${DOMAIN}mailboxes/`, { local_part: 'a' }, [
      token,
      asked('POST', '/domains/evry.fr/mailboxes/a', 409),
    ]),
    answer: answered(400, { __all__: ['Mailbox with this Local_part and Domain already exists.'] }),
    explained: [differenceOf('status', 500, 400), differenceOf('effect mailbox row', ROW, undefined)],
    notExplained: differenceOf('effect mailbox row', undefined, ROW),
  },
  {
    because: 'a change that dimail refuses is refused in its words',
    interaction: sent(`${DOMAIN}mailboxes/${ID}/disable/`, {}, [
      token,
      asked('PATCH', '/domains/evry.fr/mailboxes/a', 422),
    ]),
    answer: refusedBy('no'),
    explained: [differenceOf('status', 500, 400)],
    notExplained: differenceOf('effect mailbox.status', undefined, 'disabled'),
  },
  {
    because: 'an alias that dimail refuses is refused in its words',
    interaction: sent(`${DOMAIN}aliases/`, { local_part: 'a' }, [
      token,
      asked('POST', '/domains/evry.fr/aliases/', 422),
    ]),
    answer: refusedBy('no'),
    explained: [differenceOf('status', 500, 400)],
    notExplained: differenceOf('effect mailbox row', undefined, ROW),
  },
  {
    because: 'a domain that dimail refuses is refused in its words',
    interaction: sent(DOMAINS, { name: 'evry.fr' }, [asked('POST', '/domains/', 422)]),
    answer: refusedBy('no'),
    explained: [differenceOf('status', 500, 400)],
    notExplained: differenceOf('effect mail_domain row', undefined, ROW),
  },
  {
    because: 'no domain is created while dimail refuses us, and the caller is not told of our settings',
    interaction: sent(DOMAINS, { name: 'evry.fr' }, [asked('POST', '/domains/', 403)]),
    answer: answered(502, { detail: 'no', code: 'dimail_forbidden' }),
    explained: [differenceOf('status', 500, 502)],
    notExplained: differenceOf('effect mail_domain row', undefined, ROW),
  },
  {
    because: 'a domain is created whatever becomes of its first check',
    interaction: sent(DOMAINS, { name: 'evry.fr' }, [
      asked('POST', '/domains/', 201),
      asked('GET', '/domains/evry.fr/check', 500),
    ]),
    answer: answered(201, { name: 'evry.fr' }),
    explained: [
      differenceOf('status', 500, 201),
      differenceOf('effect mail_domain_access row', undefined, ROW),
    ],
    notExplained: differenceOf('effect mail_domain_access row', ROW, undefined),
  },
  {
    because: 'a name in other scripts is stored in ASCII, and dimail is asked for that',
    interaction: sent(DOMAINS, { name: 'évry.fr' }, [asked('POST', '/domains/', 201)], {
      status: 201,
      body: { name: 'évry.fr', slug: 'evryfr' },
    }),
    answer: answered(201, { name: 'xn--vry-9la.fr', slug: 'xn-vry-9lafr' }),
    explained: [
      differenceOf('body name', 'évry.fr', 'xn--vry-9la.fr'),
      differenceOf('effect mail_domain row', { name: 'évry.fr' }, undefined),
      differenceOf('effect mail_domain row', undefined, { name: 'xn--vry-9la.fr' }),
    ],
    notExplained: differenceOf('effect mail_domain row', undefined, { name: 'other.fr' }),
  },
  {
    because: 'a failing check without errors is shown',
    interaction: madeUp({ request: { path: DOMAIN }, response: HTML }),
    answer: answered(200, { action_required_details: { mx: null } }),
    explained: [differenceOf('status', 500, 200)],
    notExplained: differenceOf('effect mail_domain row', undefined, ROW),
  },
  {
    because: 'the report of an enabled domain is that of its last check',
    interaction: madeUp(
      { request: { method: 'POST', path: `${DOMAIN}fetch/` } },
      { people_mail_domain: [{ ...ROW, slug: 'evryfr', status: 'enabled' }] },
    ),
    answer: answered(200, { status: 'enabled' }),
    explained: [
      differenceOf('body last_check_details', { valid: false }, { valid: true }),
      differenceOf('effect mail_domain.last_check_details', undefined, { valid: true }),
    ],
    notExplained: differenceOf('effect mail_domain.name', undefined, 'other.fr'),
  },
  {
    because: 'a domain that a fix enables sends what waits',
    interaction: sent(
      `${DOMAIN}fetch/`,
      {},
      [asked('GET', '/domains/evry.fr/check', 200), asked('GET', '/domains/evry.fr/fix/', 200)],
      {},
    ),
    answer: answered(200, { status: 'enabled' }),
    explained: [differenceOf('effect mailbox.status', undefined, 'enabled')],
    notExplained: differenceOf('effect mailbox.status', undefined, 'failed'),
  },
];
