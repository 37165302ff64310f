import { describe, expect, it } from 'vitest';
import {
  ALIAS,
  INVITATION,
  keepsFirst,
  keepsRows,
  knowsSpellings,
  MAIL_DOMAIN,
  MAILBOX,
  TIMES,
  takeOver,
  tellsOfRows,
} from '../../../tests/support/taken-over-rows.ts';

keepsRows([
  [
    'a mail domain, which the provisioner knows',
    'people_mail_domain',
    { ...MAIL_DOMAIN, id: 'd' },
    'mail_domain',
    { registration: '{"state": "registered"}', last_checked_at: null },
  ],
  [
    'a mail domain that was checked',
    'people_mail_domain',
    {
      ...MAIL_DOMAIN,
      id: 'd',
      last_check_details: '{"state": "ok", "mx": {"ok": true, "internal": false}}',
      expected_config: '[{"target": "", "type": "mx", "value": "mx.fr."}]',
    },
    'mail_domain',
    {
      last_check_details: '{"state": "ok", "mx": {"ok": true, "internal": false}}',
      last_check_tests: '[{"name": "mx", "owner": "customer", "detail": null, "passed": true}]',
      expected_config: '[{"type": "mx", "value": "mx.fr.", "target": "", "checkedBy": "mx"}]',
      last_checked_at: TIMES.updated_at,
    },
  ],
  [
    'a mailbox whose password cannot be used',
    'people_mail_box',
    { ...MAILBOX, id: 'm' },
    'mailbox',
    { mail_domain_id: 'd', password_hash: null, provisioning_started_at: null },
  ],
  [
    'a mailbox with a password',
    'people_mail_box',
    { ...MAILBOX, id: 'm', password: 'argon2$x' },
    'mailbox',
    { password_hash: 'argon2$x' },
  ],
  [
    'a pending mailbox, which may exist',
    'people_mail_box',
    { ...MAILBOX, id: 'm', status: 'pending' },
    'mailbox',
    { provisioning_started_at: TIMES.updated_at },
  ],
  [
    'an alias that would be refused today',
    'people_aliases',
    { ...TIMES, id: 'a', domain_id: 'd', local_part: '../x', destination: 'a@b.fr' },
    'mail_alias',
    { mail_domain_id: 'd', local_part: '../x' },
  ],
]);

tellsOfRows([
  ['people_mail_domain_accesses', { ...TIMES, id: 'a', role: 'x' }, 'unknown role x: left out'],
  ['people_mail_domain_invitation', { ...INVITATION, id: 'i', role: 'x' }, 'unknown role x: left out'],
  [
    'people_mail_domain',
    { ...MAIL_DOMAIN, id: 'd', name: 'E.fr' },
    'E.fr is not as DNS has it: renamed e.fr',
  ],
  [
    'people_mail_domain',
    { ...MAIL_DOMAIN, id: 'd', name: 'Évry.fr' },
    'Évry.fr is not as DNS has it: renamed xn--vry-9la.fr',
  ],
  [
    'people_mail_domain',
    { ...MAIL_DOMAIN, id: 'd', support_email: 's@Évry.fr' },
    's@Évry.fr in letters of its language: stored as s@xn--vry-9la.fr',
  ],
  ['people_mail_box', { ...MAILBOX, id: 'm', secondary_email: 'a@évry.fr' }, 'stored as a@xn--vry-9la.fr'],
  ['people_aliases', { ...ALIAS, id: 'a', destination: 'A@évry.fr' }, 'stored as A@xn--vry-9la.fr'],
  ['people_mail_domain', { ...MAIL_DOMAIN, id: 'd', slug: '' }, 'slug is empty: set to the id'],
  ['people_mail_domain', { ...MAIL_DOMAIN, id: 'd', status: 'x' }, 'unknown status x: set to pending'],
  ['people_mail_box', { ...MAILBOX, id: 'm', local_part: 'Jo' }, 'upper-case letters in Jo: renamed jo'],
  ['people_mail_box', { ...MAILBOX, id: 'm', status: 'x' }, 'unknown status x: set to disabled'],
  ['people_aliases', { ...TIMES, id: 'a', local_part: '' }, 'no local part: left out'],
]);

describe('rows that collide', () => {
  keepsFirst([
    [
      'people_mail_domain_invitation',
      { ...INVITATION, id: '1', domain_id: 'd', role: 'viewer' },
      { ...INVITATION, id: '2', domain_id: 'd', role: 'viewer', email: 'a@b.fr' },
    ],
    ['people_mail_box', { ...MAILBOX, id: '1' }, { ...MAILBOX, id: '2', local_part: 'Jean' }],
    ['people_aliases', { ...ALIAS, id: '1' }, { ...ALIAS, id: '2', destination: 'A@B.fr' }],
  ]);

  knowsSpellings([
    ['people_mail_domain', MAIL_DOMAIN, 'name', 'xn--vry-9la.fr'],
    [
      'people_mail_domain_invitation',
      { ...INVITATION, domain_id: 'd', role: 'viewer' },
      'email',
      'a@xn--vry-9la.fr',
    ],
    ['people_aliases', ALIAS, 'destination', 'a@xn--vry-9la.fr'],
  ]);

  it('leaves out a domain of the same name in other letters, with all it has', () => {
    const { rows, findings } = takeOver(
      ['people_mail_domain', { ...MAIL_DOMAIN, id: 'd1' }],
      ['people_mail_domain', { ...MAIL_DOMAIN, id: 'd2', name: 'EVRY.fr' }],
      ['people_mail_domain_accesses', { ...TIMES, id: 'a', role: 'owner', domain_id: 'd2' }],
      ['people_mail_domain_invitation', { ...INVITATION, id: 'i', domain_id: 'd2' }],
      ['people_mail_box', { ...MAILBOX, id: 'm', domain_id: 'd2' }],
      ['people_aliases', { ...TIMES, id: 'x', local_part: 'x', destination: 'a@b.fr', domain_id: 'd2' }],
    );
    expect(rows.map((row) => Object.keys(row))).toEqual([['mail_domain'], [], [], [], [], []]);
    expect(findings).toHaveLength(5);
  });

  it('tells aliases apart by the letters of the local part they lead to, as before', () => {
    const { rows, findings } = takeOver(
      ['people_aliases', { ...ALIAS, id: '1', destination: 'A@b.fr' }],
      ['people_aliases', { ...ALIAS, id: '2', destination: 'a@b.fr' }],
      ['people_aliases', { ...ALIAS, id: '3', destination: 'A@B.fr' }],
      ['people_aliases', { ...ALIAS, id: '4', local_part: 'x', destination: 'A@B.fr' }],
    );
    expect(rows.map((row) => row.mail_alias?.[0]?.destination)).toEqual([
      'A@b.fr',
      'a@b.fr',
      undefined,
      'A@b.fr',
    ]);
    expect(findings).toHaveLength(1);
  });
});
