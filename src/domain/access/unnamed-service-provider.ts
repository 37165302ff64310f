import type { ServiceProviderId } from '../shared/ids.ts';
import { cutText } from '../shared/text-length.ts';
import type { ServiceProvider } from './service-provider.ts';

/** Longest name and longest audience, in characters (contract/rest-api.md 2.4). */
export const SERVICE_PROVIDER_TEXT_MAX_LENGTH = 256;

/** The name of a new provider. Names are unique: the id is added when another provider is named after the audience. */
export const distinctName = (audienceId: string, id: ServiceProviderId): string =>
  `${cutText(audienceId, SERVICE_PROVIDER_TEXT_MAX_LENGTH - id.length - 3)} (${id})`;

/** A service provider known by its audience only, which also names it (contract/rest-api.md 2.4). */
export const unnamedServiceProvider = (
  id: ServiceProviderId,
  audienceId: string,
  now: Date,
): ServiceProvider => ({ id, name: audienceId, audienceId, createdAt: now, updatedAt: now });
