import type { Fault } from '../../../dev/dimail/control/fault-queue.ts';

type Names = Readonly<{ firstName: string; lastName: string }>;

/** What a caller asks of the application. `box`: local part of a mailbox. */
export type Operation =
  | (Readonly<{ kind: 'create_mailbox'; box: string }> & Names)
  | (Readonly<{ kind: 'update_names'; box: string }> & Names)
  | Readonly<{ kind: 'enable' | 'disable' | 'reset_password' | 'login_link'; box: string }>
  | Readonly<{ kind: 'create_alias' | 'delete_alias'; localPart: string; destination: string }>
  | Readonly<{ kind: 'delete_aliases'; localPart: string }>;

/** What dimail does to the next calls about the domain, or to the token kept. */
export type PlannedFault = Readonly<{ fault: Fault; count: number }> | 'token_expiry';

export type PlannedOperation = Readonly<{
  /** Name of the domain. */
  domain: string;
  operation: Operation;
  fault: PlannedFault | undefined;
}>;

/** Where mails about a mailbox go: an address that no other mailbox has. */
export const ownerOf = (domain: string, box: string): string =>
  `${box}.${domain.split('.')[0]}@perso.example`;
