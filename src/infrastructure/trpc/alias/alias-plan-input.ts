import { z } from 'zod';
import { ALIAS_LOCAL_PART_MAX_LENGTH, EMAIL_MAX_LENGTH } from '../../../domain/shared/address-bounds.ts';
import { slugInput, textInput } from '../procedure/line-input.ts';

/** Destinations in one request. */
export const MOST_DESTINATIONS = 50;

/** Aliases that are thought of, as far as one sees without the tables of domain names. */
export const aliasPlanInput = z.object({
  domainSlug: slugInput,
  localPart: textInput(ALIAS_LOCAL_PART_MAX_LENGTH),
  destinations: z.array(textInput(EMAIL_MAX_LENGTH)).max(MOST_DESTINATIONS),
});

/** The same, to be made: then there is one destination at least. */
export const aliasesInput = aliasPlanInput.extend({
  destinations: aliasPlanInput.shape.destinations.min(1),
});
