import { storageContract } from '../contracts/storage.contract.ts';
import { openPostgresHarness } from '../support/postgres-harness.ts';

storageContract('postgres', openPostgresHarness);
