/** The features that the installation offers (contract/rest-api.md 3.1). */
export type FeatureFlags = Readonly<{
  teamsDisplay: boolean;
  teamsCreate: boolean;
  contactsDisplay: boolean;
  contactsCreate: boolean;
  mailboxesCreate: boolean;
}>;

type Feature = Readonly<{ canView: boolean; canCreate: boolean }>;
export type MeAbilities = Readonly<{ contacts: Feature; teams: Feature; mailboxes: Feature }>;

/** What a person may do with each feature (contract/rest-api.md 3.2, abilities of Me). */
export function meAbilities(
  flags: FeatureFlags,
  person: { readonly managesTeam: boolean; readonly hasMailDomain: boolean },
): MeAbilities {
  const feature = (canView: boolean, flag: boolean): Feature => ({ canView, canCreate: canView && flag });
  return {
    contacts: feature(flags.contactsDisplay, flags.contactsCreate),
    teams: feature(flags.teamsDisplay || person.managesTeam, flags.teamsCreate),
    mailboxes: feature(person.hasMailDomain, flags.mailboxesCreate),
  };
}
