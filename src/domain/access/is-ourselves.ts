const comparable = (name: string): string => name.trim().toLowerCase().replace(/\/+$/, '');

/**
 * Whether a name from an authorization server is ours: one of our client ids, or our address as a resource (RFC 8707).
 * Client ids are case-sensitive, yet the comparison ignores case: a false negative would let every service in as one
 * caller, and no service is registered under our id in other letters.
 */
export const isOurselves = (name: string, ownNames: readonly string[]): boolean =>
  ownNames.some((own) => comparable(own) === comparable(name));
