import { readFile } from 'node:fs/promises';
import type { OrganizationDirectory } from '../../src/application/organization/plugins/organization-directory.ts';
import type { DirectoryEntry } from '../../src/domain/organization/directory-entry.ts';
import type { Siren, Siret } from '../../src/domain/organization/siret.ts';
import { DomainError } from '../../src/domain/shared/errors.ts';

/** Reads a file `siret;name;category;city;public` from a nightly export, for a closed network. */
export class CsvOrganizationDirectory implements OrganizationDirectory {
  constructor(private readonly file: string) {}

  async findBySiret(siret: Siret): Promise<DirectoryEntry | undefined> {
    return (await this.#entries()).find(({ establishment }) => establishment?.siret === siret);
  }

  async findBySiren(siren: Siren): Promise<DirectoryEntry | undefined> {
    const found = (await this.#entries()).find((entry) => entry.siren === siren);
    return found && { ...found, establishment: null };
  }

  async #entries(): Promise<DirectoryEntry[]> {
    const text = await readFile(this.file, 'utf8').catch((cause: unknown) => {
      throw new DomainError('organization_directory.unavailable', 'The export cannot be read', { cause });
    });
    return text
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => {
        const [siret = '', name = '', category = '', city = '', isPublic = ''] = line.split(';');
        if (!/^\d{14}$/.test(siret)) {
          throw new DomainError('organization_directory.unexpected', 'The export has a line without SIRET');
        }
        return {
          siren: siret.slice(0, 9) as Siren,
          legalName: name,
          fullName: name,
          acronym: null,
          legalCategory: category,
          headOfficeCity: city,
          isPublicService: isPublic === 'yes',
          isClosed: false,
          establishment: { siret: siret as Siret, tradeNames: [], isClosed: false },
        };
      });
  }
}
