/** A column that a `SecretBox` encrypts, the key of its table, and the column whose value is the context of each secret. */
type SealedColumn = Readonly<{
  table: string;
  column: string;
  key: Readonly<{ name: string; type: 'uuid' | 'bigint' | 'text' }>;
  context: string;
}>;

const id = { name: 'id', type: 'uuid' } as const;

/** Every column that is encrypted under the installation's secret key: another key must be able to take its place. */
export const SEALED_COLUMNS: readonly SealedColumn[] = [
  { table: 'team_webhook', column: 'sealed_secret', key: id, context: 'id' },
  {
    table: 'webhook_delivery',
    column: 'sealed_kept_secret',
    key: { name: 'id', type: 'bigint' },
    context: 'webhook_id',
  },
  { table: 'outgoing_mail', column: 'sealed_content', key: id, context: 'id' },
  { table: 'mail_link', column: 'sealed_password', key: { name: 'id', type: 'text' }, context: 'id' },
  {
    table: 'openid_client',
    column: 'sealed_secret',
    key: { name: 'client_id', type: 'text' },
    context: 'client_id',
  },
  { table: 'openid_record', column: 'sealed_payload', key: { name: 'id', type: 'text' }, context: 'id' },
  { table: 'authenticator', column: 'sealed_secret', key: id, context: 'id' },
];
