/** How long a request waits for a job, in milliseconds. */
export type ProvisioningWaits = Readonly<{
  /** Wait for the registration of a domain, without which there is no good answer. */
  registrationMs: number;
  /** Wait for anything that may also be finished later. */
  usualMs: number;
}>;
