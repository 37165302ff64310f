import { describe, expect, it } from 'vitest';
import {
  INVITATION,
  MAIL_DOMAIN,
  MAILBOX,
  ORGANIZATION,
  TEAM,
  TIMES,
  takeOver,
  USER,
  WEBHOOK,
} from '../../../tests/support/taken-over-rows.ts';
import { newMemory } from './mapping.ts';
import type { SourceTableName } from './source-tables.ts';
import type { Row } from './table-shape.ts';
import { TAKEOVER_PLAN } from './takeover-plan.ts';

describe('k14-invisible names that are none here', () => {
  it('are stored as names are', () => {
    const { rows, findings } = takeOver(
      ['people_user', { ...USER, name: 'Jose\u0301' }],
      ['people_contact', { ...TIMES, id: 'c', full_name: 'A\r\nB', short_name: '\u200b', data: '{}' }],
      ['people_team', { ...TEAM, id: 't', name: ' Voirie ' }],
      ['people_organization', { ...ORGANIZATION, id: 'o', name: 'Évry' }],
    );
    expect(rows).toMatchObject([
      { user_account: [{ name: 'José' }] },
      { contact: [{ full_name: 'A B', short_name: '\u200b' }] },
      { team: [{ name: 'Voirie' }] },
      { organization: [{ name: 'Évry' }] },
    ]);
    expect(findings).toEqual([
      'u: name "Jose\u0301" is not written as names are here: stored as José',
      'c: full_name "A\\r\\nB" is not written as names are here: stored as A B',
      'c: short_name "\u200b" is not written as names are here: kept',
      't: name " Voirie " is not written as names are here: stored as Voirie',
    ]);
  });

  it('stay where no two may be the same', () => {
    const { rows, findings } = takeOver([
      'people_mail_box',
      { ...MAILBOX, id: 'm', first_name: 'Jose\u0301', last_name: 'P' },
    ]);
    expect(rows).toMatchObject([{ mailbox: [{ first_name: 'Jose\u0301' }] }]);
    expect(findings).toEqual(['m: first_name "Jose\u0301" is not written as names are here: kept']);
  });
});

describe('values that would be refused today', () => {
  it.each<[string, SourceTableName, Row, readonly string[]]>([
    [
      'a mailbox',
      'people_mail_box',
      { ...MAILBOX, id: 'm', local_part: 'space bad', secondary_email: 'not-an-address' },
      [
        'm: "space bad" is no local part of a mailbox: kept',
        'm: secondary address "not-an-address" is no e-mail address: kept',
      ],
    ],
    [
      'an alias',
      'people_aliases',
      { id: 'a', domain_id: 'd', local_part: '../x', destination: 'nowhere' },
      ['a: mail cannot be sent to its destination "nowhere": kept'],
    ],
    [
      'a domain',
      'people_mail_domain',
      { ...MAIL_DOMAIN, id: 'd', name: 'no domain', support_email: 'support' },
      [
        'd: "no domain" is no name of a domain: kept',
        'd: support address "support" is no e-mail address: kept',
      ],
    ],
    [
      'a person',
      'people_user',
      { ...USER, email: 'alice', is_active: true },
      ['u: e-mail "alice" is no e-mail address: kept'],
    ],
    [
      'a superuser of the back office',
      'people_user',
      { ...USER, is_superuser: true, password: 'argon2$argon2id$…' },
      ['u: signs in to the back office with a password: kept: here only the provider signs people in'],
    ],
    [
      'an invitation',
      'people_invitation',
      { ...INVITATION, id: 'i', team_id: 't', email: 'x@' },
      ['i: e-mail "x@" is no e-mail address: kept'],
    ],
  ])('of %s are findings', (_what, table, row, findings) => {
    expect(takeOver([table, row]).findings).toEqual(findings);
  });

  it('reports nothing of a superuser whose password is unusable', () => {
    const superuser = { ...USER, is_superuser: true, password: '!unusable' };
    expect(takeOver(['people_user', superuser]).findings).toEqual([]);
  });

  const INSIDE = {
    allowsPlainHttp: false,
    mayLeadTo: (host: string) => host !== '10.0.0.1',
  };
  const ofWebhook = (url: string, reach = INSIDE) =>
    TAKEOVER_PLAN.find(({ source }) => source === 'people_team_webhook')?.map(
      { ...WEBHOOK, id: 'w', url },
      newMemory((text) => text, reach),
    ).findings;

  it.each([
    ['http://10.0.0.1/hook', ['http, which needs WEBHOOK_ALLOW_PLAIN_HTTP', 'WEBHOOK_ALLOWED_NETWORKS']],
    ['https://10.0.0.1/hook', ['WEBHOOK_ALLOWED_NETWORKS']],
    ['https://me:secret@scim.fr/Groups', ['credentials']],
    ['https://scim.fr:25/Groups', ['port']],
    ['scim.fr', ['none that its protocol can use']],
    ['https://scim.fr/Groups', []],
  ])('of a webhook to %s are findings, without its address', (url, expected) => {
    const findings = ofWebhook(url) ?? [];
    expect(findings.map(({ problem }) => problem)).toEqual(
      expected.map((words) => expect.stringContaining(words)),
    );
    expect(JSON.stringify(findings)).not.toMatch(/\/hook|secret|Groups/);
  });

  it('of a webhook are no findings where the installation lets it be called', () => {
    expect(ofWebhook('http://10.0.0.1/hook', { allowsPlainHttp: true, mayLeadTo: () => true })).toEqual([]);
  });
});
