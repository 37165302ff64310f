import { effectiveDate } from '../../../domain/identity/administration/second-factor-policy.ts';
import { searchedPart } from '../../../domain/mail-domain/searched-part.ts';
import type { MailDomainQueries } from '../../mail-domain/mail-domain-queries.ts';
import type { CursorRequest, Page } from '../../shared/page.ts';
import { searchPage } from '../../shared/search.ts';
import type { SecondFactorSettings } from '../enrolment-link/second-factor-settings.ts';
import { type FactorAdministrator, findDomainFor, type Place } from './factor-administrator.ts';
import type {
  SecondFactorCounts,
  SecondFactorQueries,
  UnenrolledFilter,
  UnenrolledMailbox,
  UnenrolledOrderField,
} from './second-factor-queries.ts';

type Deps = {
  mailDomainQueries: MailDomainQueries;
  secondFactorQueries: SecondFactorQueries;
  secondFactorSettings: Pick<SecondFactorSettings, 'requiredFrom'>;
};

/** How far a domain is with the second factors of its people. */
export type SecondFactorOverview = SecondFactorCounts &
  Readonly<{
    /** From when on the installation requires one, in every domain. */
    requiredEverywhereFrom: Date | null;
    /** The date that counts: the earlier of both. */
    effectiveFrom: Date | null;
  }>;

/**
 * From when on a domain requires a second factor, and how many of its enabled mailboxes have one.
 *
 * @throws DomainError `mail_domain.not_found`, `mail_domain.action_forbidden`
 */
export type ReadSecondFactor = (by: FactorAdministrator, place: Place) => Promise<SecondFactorOverview>;

export const makeReadSecondFactor =
  (deps: Deps): ReadSecondFactor =>
  async (by, place) => {
    const { id } = await findDomainFor(deps, by, place);
    const counts = await deps.secondFactorQueries.count(id);
    const { requiredFrom: requiredEverywhereFrom } = deps.secondFactorSettings;
    const effectiveFrom = effectiveDate(counts.requiredFrom, requiredEverywhereFrom);
    return { ...counts, requiredEverywhereFrom, effectiveFrom };
  };

/**
 * The enabled mailboxes of a domain whose owners have no second factor; a search may be a whole address.
 *
 * @throws DomainError `mail_domain.not_found`, `mail_domain.action_forbidden`
 */
export type ListWithoutSecondFactor = (
  by: FactorAdministrator,
  place: Place,
  filter: Readonly<{ search?: string | undefined }>,
  request: CursorRequest<UnenrolledOrderField>,
) => Promise<Page<UnenrolledMailbox>>;

export const makeListWithoutSecondFactor =
  (deps: Deps): ListWithoutSecondFactor =>
  async (by, place, { search: typed }, request) => {
    const { id, name } = await findDomainFor(deps, by, place);
    const wanted: UnenrolledFilter['search'] = typed === undefined ? undefined : searchedPart(typed, name);
    return searchPage(wanted, (search) => deps.secondFactorQueries.pageOfUnenrolled(id, { search }, request));
  };
