import type { ServiceProviderId } from '../shared/ids.ts';
import { cutText } from '../shared/text-length.ts';
import type { ServiceProvider } from './service-provider.ts';

/** Longest name and longest audience, in characters (contract/rest-api.md 2.4). */
export const SERVICE_PROVIDER_TEXT_MAX_LENGTH = 256;

/** Names are unique: when another provider is called like the audience, the id tells the two apart. */
export const distinctName = (audienceId: string, id: ServiceProviderId): string =>
  `${cutText(audienceId, SERVICE_PROVIDER_TEXT_MAX_LENGTH - id.length - 3)} (${id})`;

/** A provider of which nothing is known but its audience, which names it (contract/rest-api.md 2.4). */
export const unnamedServiceProvider = (
  id: ServiceProviderId,
  audienceId: string,
  now: Date,
): ServiceProvider => ({ id, name: audienceId, audienceId, createdAt: now, updatedAt: now });
