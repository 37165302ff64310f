/** A DNS record to publish: `target` is relative to the domain ("" is the apex), names in `value` are absolute. */
export type DnsRecord = Readonly<{ target: string; type: string; value: string }>;

/** A record that a provisioner expects. `checkedBy`: the name of the test that checks the record, if there is one. */
export type ExpectedRecord = DnsRecord & Readonly<{ checkedBy?: string }>;

/** The record without the name of its test. */
export const recordOnly = ({ target, type, value }: DnsRecord): DnsRecord => ({ target, type, value });
