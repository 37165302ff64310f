import { describe } from 'vitest';
import {
  ACCOUNT_SERVICE,
  keepsFirst,
  keepsRows,
  tellsOfRows,
} from '../../../tests/support/taken-over-rows.ts';

keepsRows([
  [
    'a service, its key hashed',
    'people_account_service',
    { ...ACCOUNT_SERVICE, id: 's' },
    'account_service',
    { key_hash: 'hash of key-1', key_prefix: 'k' },
  ],
]);

tellsOfRows([['people_account_service', { ...ACCOUNT_SERVICE, id: 's', api_key: '' }, 'no key: left out']]);

describe('rows that collide', () => {
  keepsFirst([['people_account_service', { ...ACCOUNT_SERVICE, id: '1' }, { ...ACCOUNT_SERVICE, id: '2' }]]);
});
