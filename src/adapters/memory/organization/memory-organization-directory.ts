import type { OrganizationDirectory } from '../../../application/organization/plugins/organization-directory.ts';
import type { DirectoryEntry } from '../../../domain/organization/directory-entry.ts';
import type { Siren, Siret } from '../../../domain/organization/siret.ts';
import type { DomainError } from '../../../domain/shared/errors.ts';

/** A directory of the given entries, each by SIREN and by the SIRET of its establishment. */
export class MemoryOrganizationDirectory implements OrganizationDirectory {
  readonly #entries: DirectoryEntry[] = [];
  readonly #questions: string[] = [];
  readonly #failures: DomainError[] = [];

  constructor(entries: readonly DirectoryEntry[] = []) {
    for (const entry of entries) this.add(entry);
  }

  /** The numbers requested so far, in order. */
  get questions(): readonly string[] {
    return [...this.#questions];
  }

  add(entry: DirectoryEntry): void {
    this.#entries.push(structuredClone(entry));
  }

  /** Makes the next request fail, after the failures set before. */
  failNext(error: DomainError): void {
    this.#failures.push(error);
  }

  async findBySiret(siret: Siret): Promise<DirectoryEntry | undefined> {
    this.#ask(siret);
    return structuredClone(this.#entries.find(({ establishment }) => establishment?.siret === siret));
  }

  async findBySiren(siren: Siren): Promise<DirectoryEntry | undefined> {
    this.#ask(siren);
    const entry = this.#entries.find((candidate) => candidate.siren === siren);
    return entry && structuredClone({ ...entry, establishment: null });
  }

  #ask(number: Siret | Siren): void {
    this.#questions.push(number);
    const failure = this.#failures.shift();
    if (failure !== undefined) throw failure;
  }
}
