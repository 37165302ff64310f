/** How long a request waits for a job, in milliseconds. */
export type ProvisioningWaits = Readonly<{
  /** For the provisioner to say whether it takes a domain: there is no good answer without it. */
  registrationMs: number;
  /** For anything that may as well be finished later. */
  usualMs: number;
}>;
