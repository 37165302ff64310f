import type { DriftLine } from '../../src/domain/provisioning/drift.ts';
import type { DriftLineId } from '../../src/domain/shared/ids.ts';
import { CREATED_AT } from './moments.ts';
import { newId } from './new-id.ts';

type Given = Pick<DriftLine, 'mailDomainId'> & Partial<DriftLine>;

/** A mailbox that only the provisioner has. */
export const makeDriftLine = (given: Given): DriftLine => {
  const id = newId<DriftLineId>();
  return {
    id,
    object: 'mailbox',
    address: `${id}@commune.fr`,
    destination: '',
    finding: 'missing_here',
    reason: null,
    here: null,
    there: { firstName: 'Ana', lastName: 'Da Costa', isActive: true },
    isIgnored: false,
    foundAt: CREATED_AT,
    ...given,
  };
};
