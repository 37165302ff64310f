import ipaddr from 'ipaddr.js';

type Address = ReturnType<typeof ipaddr.process>;
type Network = ReturnType<typeof ipaddr.parseCIDR>;

/** A webhook leads into a network that it may not reach. */
export class ForbiddenAddressError extends Error {
  override readonly name = 'ForbiddenAddressError';
  readonly code = 'ERR_FORBIDDEN_ADDRESS';
}

/** All IPv6 that is routed on the internet (RFC 4291 section 2.4). */
const GLOBAL_UNICAST = ipaddr.parseCIDR('2000::/3');

/**
 * Distinguishes addresses of the internet from those of the machine, its neighbours and special uses (RFC 6890):
 * loopback, link-local with the metadata services of clouds, private, shared (CGNAT), multicast, reserved, and IPv6 that
 * carries IPv4 (RFC 6052, 6to4, Teredo), which would lead there indirectly.
 */
export class NetworkGuard {
  readonly #allowed: readonly Network[];

  /**
   * @param allowed networks that are allowed in addition, as `10.1.0.0/16` or `fd00:1::/64`
   * @throws Error if unreadable
   */
  constructor(allowed: readonly string[]) {
    this.#allowed = allowed.map((network) => ipaddr.parseCIDR(network));
  }

  /** @throws ForbiddenAddressError unless the IP address may be connected to */
  ensureAllowed(text: string): void {
    if (!this.#isAllowed(text))
      throw new ForbiddenAddressError('The address is in a network we do not connect to');
  }

  #isAllowed(text: string): boolean {
    const withoutZone = text.replace(/%.*$/, '');
    if (!ipaddr.isValid(withoutZone)) return false;
    // An IPv4 address written as IPv6 is checked as IPv4.
    const address = ipaddr.process(withoutZone);
    if (this.#allowed.some((network) => isIn(address, network))) return true;
    return address.range() === 'unicast' && (address.kind() === 'ipv4' || isIn(address, GLOBAL_UNICAST));
  }
}

const isIn = (address: Address, [network, bits]: Network): boolean =>
  address.kind() === network.kind() && address.match([network, bits] as never);
