import type { Operator } from '../../application/shared/operator.ts';
import { BY_COMMAND_LINE } from './by-command-line.ts';

/** An operator can read the database's password: there is no role to check. */
export const BY_OPERATOR: Operator = {
  ...BY_COMMAND_LINE,
  userId: null,
  email: null,
  organizationId: null,
  isStaff: true,
  isSuperuser: true,
};
