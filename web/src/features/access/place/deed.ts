import type { Access, Invitation } from './access-place.ts';

/** What a person is about to do, in a dialog. */
export type Deed<Role extends string> =
  | Readonly<{ kind: 'give' }>
  | Readonly<{ kind: 'change' | 'end'; access: Access<Role> }>
  | Readonly<{ kind: 'withdraw'; invitation: Invitation<Role> }>;
