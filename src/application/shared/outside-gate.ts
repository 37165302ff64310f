import { DomainError } from '../../domain/shared/errors.ts';

/** Whether other systems may be called. While it is closed, this is a copy in quarantine, which carries out no job either. */
export type OutsideGate = Readonly<{ isClosed: boolean }>;

/** What is not done while the gate is closed; with `isKept`, it is done once an operator has confirmed the installation. */
export const quarantined = ({ isKept = false }: { isKept?: boolean } = {}): DomainError =>
  new DomainError(
    'installation.quarantined',
    'This installation is in quarantine and calls no other system until an operator confirms it',
    { isKept },
  );
