import type { TesterResult } from './tester-result.ts';

/** Something that scim2-tester finds wrong, or does not look at, and that is meant to be so. */
export type AllowedFinding = Readonly<{
  run: TesterResult['run'];
  check: string;
  resource: string | null;
  /** `ERROR` where it is not given. */
  status?: TesterResult['status'];
  /** Part of what the tester says. */
  reason: string;
  because: string;
}>;

const NOT_CREATED =
  'People come from the identity provider and teams from people: SCIM creates neither, and the check begins with it (ADR 12).';
const NOT_REPLACED = 'Of people nothing and of groups only members can be changed, by PATCH (ADR 12).';
const NOT_DELETED = 'People and teams are not deleted over SCIM (ADR 12).';
const NO_EXTERNAL_ID =
  'externalId is for clients to fill (RFC 7643, section 3.1), and no client can change it here (ADR 12).';
const TEAM_IS_READ = 'The extension tells the team of a group, which nobody chooses (ADR 12).';

/** Checks that begin with a POST of a resource. */
const CREATING = [
  'object_creation',
  'object_query',
  'object_query_without_id',
  'object_query_with_attributes',
  'object_list_with_attributes',
  'search_with_attributes',
  'object_replacement',
  'object_deletion',
  'check_add_attribute',
  'check_remove_attribute',
  'check_replace_attribute',
];
const SELECTING = ['object_query_with_attributes', 'object_list_with_attributes', 'search_with_attributes'];

const ofEach = (
  checks: readonly string[],
  finding: Omit<AllowedFinding, 'check' | 'resource'>,
): readonly AllowedFinding[] =>
  checks.flatMap((check) => ['User', 'Group'].map((resource) => ({ ...finding, check, resource })));

const ofGroup = (check: string, reason: string, because: string): AllowedFinding => ({
  run: 'supplied',
  check,
  resource: 'Group',
  reason,
  because,
});

/** All that scim2-tester 0.5.2 is told to pass over, each with its reason. */
export const ALLOWED_FINDINGS: readonly AllowedFinding[] = [
  ...ofEach(CREATING, { run: 'itself', reason: 'Method "POST" not allowed.', because: NOT_CREATED }),
  ...ofEach(SELECTING, {
    run: 'supplied',
    reason: "requested attribute 'externalId' missing",
    because: NO_EXTERNAL_ID,
  }),
  ...ofEach(['object_replacement'], {
    run: 'supplied',
    reason: 'Method "PUT" not allowed.',
    because: NOT_REPLACED,
  }),
  ...ofEach(['object_deletion'], {
    run: 'supplied',
    reason: 'Method "DELETE" not allowed.',
    because: NOT_DELETED,
  }),
  ...['check_add_attribute', 'check_replace_attribute'].map((check) => ({
    run: 'supplied' as const,
    check,
    resource: 'User',
    reason: 'attribute \'externalId\': Method "PATCH" not allowed.',
    because: NO_EXTERNAL_ID,
  })),
  ...['check_add_attribute', 'check_replace_attribute'].map((check) =>
    ofGroup(check, "attribute 'externalId': Only members can be changed.", NO_EXTERNAL_ID),
  ),
  ...['check_add_attribute', 'check_remove_attribute', 'check_replace_attribute'].map((check) =>
    ofGroup(check, "extension:regie:1.0:Group': Only members can be changed.", TEAM_IS_READ),
  ),
  ofGroup(
    'check_add_attribute',
    "returned unexpected value for 'members'",
    'The tester expects the member it added alone: the owner is there too, and members have their names.',
  ),
  ofGroup(
    'check_remove_attribute',
    "Failed to remove attribute 'members': You do not have permission",
    'A team keeps an owner.',
  ),
  ofGroup(
    'check_replace_attribute',
    "Failed to replace attribute 'members': You do not have permission",
    'A team keeps an owner, whom the replacement leaves out.',
  ),
];
