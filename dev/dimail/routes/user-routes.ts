import { Refusal } from '../http/refusal.ts';
import type { Call, Route } from '../http/route.ts';
import type { DimailState } from '../state/dimail-state.ts';
import { type DimailUser, mayAny } from '../state/dimail-user.ts';
import { hashPassword } from '../state/password-hash.ts';

const view = ({ name, isAdmin, uuid, perms }: DimailUser) => ({ name, is_admin: isAdmin, uuid, perms });

/** `/users/` (contract/dimail.md section 4). */
export function userRoutes(state: DimailState): readonly Route[] {
  const common = { scheme: 'basic', allows: mayAny('create_users', 'manage_users') } as const;

  const named = ({ params }: Call, missing: string): DimailUser => {
    const user = state.users.get(params['name'] ?? '');
    if (!user) {
      throw new Refusal(404, missing);
    }
    return user;
  };

  return [
    {
      ...common,
      method: 'GET',
      path: '/users/',
      handle: () => ({ status: 200, json: [...state.users.values()].map(view) }),
    },
    {
      ...common,
      method: 'POST',
      path: '/users/',
      body: 'required',
      handle({ body }) {
        const name = body.text('name');
        const password = body.text('password');
        const isAdmin = body.optionalBoolean('is_admin') ?? false;
        const perms = body.list('perms').map(String);
        body.end();
        if (state.users.has(name)) {
          throw new Refusal(409, 'User already exists');
        }
        return { status: 201, json: view(state.addUser({ name, password, isAdmin, perms })) };
      },
    },
    {
      ...common,
      method: 'GET',
      path: '/users/{name}',
      handle: (call) => ({ status: 200, json: view(named(call, 'User not found')) }),
    },
    {
      ...common,
      method: 'PATCH',
      path: '/users/{name}',
      body: 'required',
      handle(call) {
        const password = call.body.optionalText('password');
        const isAdmin = call.body.optionalBoolean('is_admin');
        const perms = call.body.has('perms') ? call.body.list('perms').map(String) : undefined;
        call.body.end();
        const user = named(call, 'Not found');
        const changed = {
          ...user,
          isAdmin: isAdmin ?? user.isAdmin,
          perms: perms ?? user.perms,
          passwordHash: password === undefined ? user.passwordHash : hashPassword(password),
        };
        state.users.set(user.name, changed);
        return { status: 200, json: view(changed) };
      },
    },
    {
      ...common,
      method: 'DELETE',
      path: '/users/{name}',
      handle(call) {
        const { name } = named(call, 'Not found');
        state.users.delete(name);
        state.allows = state.allows.filter(({ user }) => user !== name);
        return { status: 204 };
      },
    },
  ];
}
