const comparable = (name: string): string => name.trim().toLowerCase().replace(/\/+$/, '');

/**
 * Whether a name that an authorization server gives is one of our own: a client id of ours or our address as a resource
 * (RFC 8707). Client ids are told apart by letter case, but what is refused here would let every service in as one:
 * nobody registers a service whose id is ours in other letters.
 */
export const isOurselves = (name: string, ownNames: readonly string[]): boolean =>
  ownNames.some((own) => comparable(own) === comparable(name));
