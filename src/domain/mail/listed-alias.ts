/** An alias as the provisioner lists it: mail to `localPart` of the domain goes to `destination`. */
export type ListedAlias = Readonly<{ localPart: string; destination: string }>;
