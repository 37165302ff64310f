import { isLongerThan } from '../../../domain/shared/text-length.ts';
import { optionalCustom, type VariableMeta } from './variable.ts';

/** Much more than a page can say. */
const MOST_CHARACTERS = 10_000;

/** Sentences for people, separated by `|`, since sentences have commas and semicolons of their own. */
export const sentences = (meta: VariableMeta) =>
  optionalCustom(meta, (written): readonly string[] => {
    if (isLongerThan(written, MOST_CHARACTERS))
      throw new Error(`must have at most ${MOST_CHARACTERS} characters`);
    return written
      .split('|')
      .map((sentence) => sentence.trim())
      .filter((sentence) => sentence !== '');
  });
