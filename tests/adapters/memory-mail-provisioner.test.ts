import { mailProvisionerContract } from '../contracts/mail-provisioner.contract.ts';
import { openMemoryMailProvisioner } from '../support/memory-mail-provisioner-harness.ts';

mailProvisionerContract('memory', openMemoryMailProvisioner);
