import { Agent, errors, request } from 'undici';
import type { OrganizationDirectory } from '../../application/organization/plugins/organization-directory.ts';
import type { Clock } from '../../application/shared/system.ts';
import type { DirectoryEntry } from '../../domain/organization/directory-entry.ts';
import { type Siren, type Siret, sirenOf } from '../../domain/organization/siret.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import { OfficialNames } from './official-names.ts';
import { retryAfterSeconds } from './retry-after.ts';
import {
  communeCodesOf,
  establishmentOf,
  parseSearchAnswer,
  toDirectoryEntry,
  type UniteLegale,
} from './search-answer.ts';

export type OrganizationDirectoryOptions = Readonly<{
  /** Such as `https://recherche-entreprises.api.gouv.fr`. */
  baseUrl: string;
  /** Identifies us, as the API asks. */
  userAgent: string;
  /** Time limit of a whole exchange, in milliseconds. */
  timeoutMs: number;
}>;

/** Far more than the one unit in an answer needs. */
const MAX_ANSWER_BYTES = 1024 * 1024;
const MAX_CONNECTIONS = 4;

const unavailable = (message: string, details: { cause?: unknown; retryAfterSeconds?: number } = {}) =>
  new DomainError('organization_directory.unavailable', message, details);
const unexpected = (message: string, cause?: unknown) =>
  new DomainError('organization_directory.unexpected', message, { cause });

/** The directory behind the "recherche d'entreprises" API (contract/siret.md section 1). */
export class HttpOrganizationDirectory implements OrganizationDirectory {
  readonly #options: OrganizationDirectoryOptions;
  readonly #searchUrl: URL;
  readonly #clock: Clock;
  readonly #agent: Agent;
  readonly #officialNames = new OfficialNames();

  /** @param clock converts `Retry-After` dates to delays */
  constructor(options: OrganizationDirectoryOptions, clock: Clock) {
    this.#options = options;
    this.#searchUrl = new URL(
      'search',
      options.baseUrl.endsWith('/') ? options.baseUrl : `${options.baseUrl}/`,
    );
    this.#clock = clock;
    this.#agent = new Agent({
      connections: MAX_CONNECTIONS,
      connectTimeout: options.timeoutMs,
      maxResponseSize: MAX_ANSWER_BYTES,
    });
  }

  async findBySiret(siret: Siret): Promise<DirectoryEntry | undefined> {
    for (const unit of await this.#search(siret)) {
      const establishment = establishmentOf(unit, siret);
      if (establishment === undefined) continue;
      return this.#named(unit, toDirectoryEntry(unit, sirenOf(siret), establishment));
    }
    return undefined;
  }

  async findBySiren(siren: Siren): Promise<DirectoryEntry | undefined> {
    const unit = (await this.#search(siren)).find((candidate) => candidate.siren === siren);
    return unit && this.#named(unit, toDirectoryEntry(unit, siren, undefined));
  }

  /** Closes the connections. */
  close(): Promise<void> {
    return this.#agent.close();
  }

  async #named(unit: UniteLegale, entry: DirectoryEntry): Promise<DirectoryEntry> {
    const { siren, legalCategory } = entry;
    const name = await this.#officialNames.find({ siren, legalCategory, communeCodes: communeCodesOf(unit) });
    return name === undefined ? entry : { ...entry, officialName: name };
  }

  async #search(number: Siret | Siren): Promise<readonly UniteLegale[]> {
    const { status, retryAfter, text } = await this.#get(number);
    if (status === 429 || status >= 500) {
      const delay = retryAfterSeconds(retryAfter, this.#clock.now());
      throw unavailable(
        `The organization directory answered ${status}`,
        delay === undefined ? {} : { retryAfterSeconds: delay },
      );
    }
    // An unknown number is a 200 without results: a 404 means a wrong address, a 3xx a moved one.
    if (status !== 200) throw unexpected(`The organization directory answered ${status}`);
    try {
      return parseSearchAnswer(text);
    } catch (cause) {
      throw unexpected('The organization directory sent an answer we cannot read', cause);
    }
  }

  async #get(
    number: Siret | Siren,
  ): Promise<{ status: number; retryAfter: string | undefined; text: string }> {
    const { userAgent, timeoutMs } = this.#options;
    const url = new URL(this.#searchUrl);
    url.search = new URLSearchParams({
      q: number,
      minimal: 'true',
      include: 'siege,matching_etablissements,complements',
    }).toString();
    try {
      const { statusCode, headers, body } = await request(url, {
        dispatcher: this.#agent,
        signal: AbortSignal.timeout(timeoutMs),
        headers: { accept: 'application/json', 'user-agent': userAgent },
      });
      const retryAfter = headers['retry-after'];
      return {
        status: statusCode,
        retryAfter: typeof retryAfter === 'string' ? retryAfter : undefined,
        text: await body.text(),
      };
    } catch (cause) {
      if (cause instanceof errors.ResponseExceededMaxSizeError) {
        throw unexpected('The organization directory sent too long an answer', cause);
      }
      throw unavailable('The organization directory cannot be reached', { cause });
    }
  }
}
