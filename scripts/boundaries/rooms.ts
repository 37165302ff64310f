type Layer = Readonly<{
  /** Rooms that every room of the layer may import. */
  everywhere: readonly string[];
  /** Rooms by folder, and the other rooms that each may import. */
  rooms: Readonly<Record<string, readonly string[]>>;
}>;
export type Rooms = Readonly<Record<string, Layer>>;

/**
 * The rooms of each layer, and the other rooms that each may import: contexts depend on each other in these directions
 * only. Every room of a layer may import its `everywhere` rooms. A folder inside a room belongs to it, unless it is
 * declared as a room of its own. A file beside the rooms composes them, and no room may import it.
 */
export const ROOMS: Rooms = {
  'src/domain': {
    everywhere: ['shared'],
    rooms: {
      access: [],
      alias: ['audit', 'mail-domain', 'mailbox'],
      audit: [],
      identity: ['mail-domain', 'mailbox', 'organization'],
      invitation: ['mail-domain', 'people', 'team'],
      'mail-domain': [],
      mailbox: ['mail-domain'],
      notification: [],
      organization: [],
      people: ['organization'],
      provisioning: ['alias', 'mail-domain', 'mailbox'],
      team: [],
      webhook: ['team'],
    },
  },
  'src/application': {
    everywhere: ['shared'],
    rooms: {
      'access/account-service': [],
      'access/resource-server': ['invitation', 'people', 'team'],
      'access/service-provider': ['organization'],
      alias: ['mail-domain', 'provisioning'],
      audit: ['organization'],
      'identity/account': [],
      invitation: ['mail-domain', 'notification', 'team', 'webhook/delivery'],
      'mail-domain': ['people'],
      mailbox: ['mail-domain'],
      'mailbox/link': ['mail-domain', 'notification', 'provisioning'],
      'mailbox/provision': ['mail-domain', 'mailbox', 'notification', 'provisioning'],
      notification: [],
      organization: ['organization/plugins'],
      'organization/administrators': ['notification', 'organization', 'organization/plugins'],
      'organization/plugins': [],
      people: ['organization'],
      'people/contact': [],
      'people/sign-in': [
        'invitation',
        'notification',
        'organization',
        'organization/administrators',
        'organization/plugins',
        'people',
      ],
      provisioning: [],
      'provisioning/check': ['mail-domain', 'mailbox', 'notification', 'provisioning'],
      'provisioning/reconciliation': ['alias', 'mail-domain', 'mailbox', 'provisioning'],
      team: ['people', 'webhook/delivery'],
      webhook: ['team', 'webhook/delivery'],
      'webhook/delivery': [],
    },
  },
  'src/adapters/postgres': {
    everywhere: ['engine', 'shared'],
    rooms: {
      access: ['people', 'team'],
      alias: [],
      audit: [],
      connection: [],
      identity: [],
      invitation: [],
      jobs: [],
      'mail-domain': ['people'],
      mailbox: [],
      migration: [],
      notification: [],
      organization: [],
      people: ['organization'],
      provisioning: [],
      shared: ['connection'],
      spelling: [],
      team: [],
      webhook: ['team'],
    },
  },
  'src/adapters/memory': {
    everywhere: ['engine'],
    rooms: {
      access: ['team'],
      alias: [],
      audit: [],
      identity: [],
      invitation: [],
      jobs: [],
      'mail-domain': ['people'],
      mailbox: [],
      notification: [],
      organization: [],
      people: ['team'],
      provisioning: [],
      shared: [],
      team: [],
      webhook: [],
    },
  },
  'src/infrastructure/rest': {
    everywhere: ['serving', 'wire'],
    rooms: {
      access: [],
      alias: ['mail-domain'],
      information: [],
      invitation: ['mail-domain', 'team'],
      'mail-domain': ['people'],
      mailbox: ['mail-domain'],
      organization: [],
      people: [],
      team: [],
    },
  },
  'src/infrastructure/pages': {
    everywhere: ['kit'],
    rooms: { 'mail-link': [] },
  },
  'src/infrastructure/trpc': {
    everywhere: ['procedure'],
    rooms: {
      access: [],
      administration: ['mail-domain', 'notification', 'organization', 'people'],
      alias: [],
      audit: [],
      information: [],
      invitation: [],
      'mail-domain': [],
      mailbox: [],
      notification: [],
      organization: [],
      people: [],
      provisioning: [],
      team: [],
      webhook: [],
    },
  },
};
