/** A DNS record to publish: `target` is relative to the domain ("" is the apex), names in `value` are absolute. */
export type DnsRecord = Readonly<{ target: string; type: string; value: string }>;
