/** One round trip. */
export interface CommuneQueries {
  /**
   * Registration ids of the active organizations whose metadata say `"is_commune": true`, the newest organization's
   * first, each organization's in their order (contract/rest-api.md 3.18).
   */
  registrationIds(): Promise<readonly string[]>;
}
