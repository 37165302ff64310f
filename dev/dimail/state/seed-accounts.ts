import type { DimailState } from './dimail-state.ts';

/** The accounts of the usual setup sequence (contract/dimail.md section 4). */
export function seedAccounts(state: DimailState): void {
  state.addUser({ name: 'admin', password: 'admin', isAdmin: true, perms: [] });
  const perms = ['new_domain', 'create_users', 'manage_users'];
  state.addUser({ name: 'la_regie', password: 'password', isAdmin: false, perms });
}

/** `la_regie:password`, as the `MAIL_PROVISIONING_API_CREDENTIALS` setting holds it. */
export const REGIE_CREDENTIALS = 'bGFfcmVnaWU6cGFzc3dvcmQ=';
