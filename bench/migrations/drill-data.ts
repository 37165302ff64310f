import type { Filling } from '../data/fill-table.ts';
import type { Size } from '../data/generator-sql.ts';
import { regieFillings } from '../scale/regie-data.ts';

const TIMES = 'created_at, updated_at';
const times = 'generator.moment(i), generator.moment(i)';

/** An installation of the first release: people, organizations and teams, and for every three people a mailbox. */
export const drillFillings = (size: Size): readonly Filling[] => {
  const { users, organizations } = size;
  const third = Math.ceil(users * 0.3);
  const tenth = Math.ceil(users * 0.1);
  const domain = `generator.id('domain', mod(i, ${organizations}))`;
  return [
    ...regieFillings(size),
    {
      table: 'organization_domain',
      columns: 'value, organization_id, position',
      count: organizations,
      select: `SELECT generator.domain(i + 1), generator.id('organization', i + 1), 1 FROM NUMBERS AS i`,
    },
    {
      table: 'mail_domain',
      columns: `id, name, slug, status, registration, support_email, organization_id, ${TIMES}`,
      count: organizations,
      select: `SELECT generator.id('domain', i), 'd' || i || '.example.fr', 'd' || i || 'examplefr', 'enabled',
          '{"state": "confirmed"}', 'support@example.fr', generator.id('organization', i + 1), ${times}
        FROM NUMBERS AS i`,
    },
    {
      table: 'mailbox',
      columns: `id, mail_domain_id, first_name, last_name, local_part, secondary_email, status, ${TIMES}`,
      count: third,
      select: `SELECT generator.id('mailbox', i), ${domain}, generator.first_name(i), generator.last_name(i) || ' ' || i,
          'box.' || i, 'box' || i || '@perso.example', 'enabled', ${times}
        FROM NUMBERS AS i`,
    },
    {
      table: 'mail_alias',
      columns: `id, mail_domain_id, local_part, destination, ${TIMES}`,
      count: tenth,
      select: `SELECT generator.id('alias', i), ${domain}, 'alias.' || i, 'box.' || i || '@example.fr', ${times}
        FROM NUMBERS AS i`,
    },
    {
      table: 'outgoing_mail',
      columns: `id, recipient, language, status, ${TIMES}`,
      count: third,
      select: `SELECT generator.id('mail', i), 'box' || i || '@perso.example', 'fr-fr', 'sent', ${times} FROM NUMBERS AS i`,
    },
    {
      table: 'webhook_delivery',
      columns:
        'webhook_id, team_id, team_name, operation, cause, user_id, state, created_at, next_attempt_at, settled_at',
      count: third,
      select: `SELECT generator.id('webhook', mod(i, 100)), generator.id('team', i), 'Team', 'add', 'change',
          generator.id('user', i), 'delivered', generator.moment(i), generator.moment(i), generator.moment(i)
        FROM NUMBERS AS i`,
    },
    {
      table: 'audit_entry',
      columns: 'occurred_at, action, object_type, object_id, label, via, details',
      count: third,
      select: `SELECT generator.moment(i), 'mailbox.created', 'mailbox', i::text, 'box', 'session', '{}' FROM NUMBERS AS i`,
    },
    {
      table: 'session',
      columns: 'key_hash, user_id, data, created_at, expires_at',
      count: tenth,
      select: `SELECT sha256(i::text::bytea), generator.id('user', i), '{}', generator.moment(i), now() + interval '1 day'
        FROM NUMBERS AS i`,
    },
  ];
};
