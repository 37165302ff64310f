import { mailProvisionerContract } from '../contracts/mail-provisioner.contract.ts';
import { openDimailMailProvisioner } from '../support/dimail-mail-provisioner-harness.ts';

mailProvisionerContract('dimail', openDimailMailProvisioner);
