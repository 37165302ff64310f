import { expect, it } from 'vitest';
import { ensureMayRemoveAlias } from '../../domain/alias/mail-alias-access.ts';
import { JOB_ORIGIN } from '../../domain/audit/request-origin.ts';
import type { User } from '../../domain/people/user.ts';
import { actAs } from './actor.ts';

const ada = { email: 'ada@evry.fr', emailVerified: true } as User;

it('an actor has a verified address, or none', () => {
  expect(actAs(ada, JOB_ORIGIN).email).toBe('ada@evry.fr');
  expect(actAs({ ...ada, emailVerified: false }, JOB_ORIGIN).email).toBeNull();
  expect(actAs({ ...ada, email: null }, JOB_ORIGIN).email).toBeNull();
});

it('so a viewer removes an alias to their own address only', () => {
  const remove = (emailVerified: boolean) => () =>
    ensureMayRemoveAlias(
      'viewer',
      { destination: 'Ada@evry.fr' },
      actAs({ ...ada, emailVerified }, JOB_ORIGIN).email,
    );
  expect(remove(true)).not.toThrow();
  expect(remove(false)).toThrow(expect.objectContaining({ code: 'mail_domain.action_forbidden' }));
});
