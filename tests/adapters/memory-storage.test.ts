import { storageContract } from '../contracts/storage.contract.ts';
import { openMemoryHarness } from '../support/memory-harness.ts';

storageContract('memory', openMemoryHarness);
