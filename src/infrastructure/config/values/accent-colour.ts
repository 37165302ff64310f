import { contrast } from '../../pages/kit/contrast.ts';
import { LIGHT_GROUND } from '../../pages/kit/style-sheet.ts';
import { custom, type VariableMeta } from './variable.ts';

const COLOUR = /^#(?:[\da-f]{3}|[\da-f]{6})$/i;

/** Least contrast of text (RGAA 3.2, WCAG 1.4.3). */
const LEAST_CONTRAST = 4.5;

/** A colour that can be read on white, and white on it: `#rrggbb` or `#rgb`, always returned as the former. */
export const accentColour = (fallback: string, meta: VariableMeta) =>
  custom(fallback, meta, (written): string => {
    const colour = written.trim().toLowerCase();
    if (!COLOUR.test(colour)) throw new Error('must be a colour as #000091');
    const full =
      colour.length === 4 ? `#${[...colour.slice(1)].map((digit) => digit + digit).join('')}` : colour;
    const seen = contrast(full, LIGHT_GROUND);
    if (seen < LEAST_CONTRAST) {
      throw new Error(
        `must have a contrast of at least ${LEAST_CONTRAST} to 1 to white, so that people can read it; ${full} has ${Math.floor(seen * 10) / 10}`,
      );
    }
    return full;
  });
