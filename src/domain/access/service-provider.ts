import type { ServiceProviderId } from '../shared/ids.ts';

/** A service that reads teams and organizations on behalf of people. */
export type ServiceProvider = Readonly<{
  id: ServiceProviderId;
  /** Unique. */
  name: string;
  /** Client id its access tokens are issued to; unique. */
  audienceId: string;
  createdAt: Date;
  updatedAt: Date;
}>;
