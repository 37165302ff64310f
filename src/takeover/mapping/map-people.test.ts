import { keepsRows, TIMES, tellsOfRows, USER } from '../../../tests/support/taken-over-rows.ts';

keepsRows([
  [
    'a user',
    'people_user',
    { ...USER, last_login: TIMES.created_at },
    'user_account',
    { id: 'u', sub: 's', language: 'fr-fr', last_login_at: TIMES.created_at },
  ],
]);

tellsOfRows([
  ['people_user', { ...USER, language: 'de-de' }, 'unknown language de-de: set to en-us'],
  ['people_user', { ...USER, sub: '' }, 'sub is empty: set to the id, which no provider sends'],
  ['people_contact', { ...TIMES, id: 'c', data: '"x"' }, 'replaced by an empty one'],
  ['people_user', { ...USER, email: 'a@évry.fr' }, 'stored as a@xn--vry-9la.fr'],
]);
