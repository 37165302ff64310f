import { storageContract } from '../contracts/storage.contract.ts';
import { openPostgresHarness } from '../support/postgres-harness.ts';
import { sharedHarness } from '../support/shared-harness.ts';

storageContract('postgres', sharedHarness(openPostgresHarness));
