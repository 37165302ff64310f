import { setTimeout as delay } from 'node:timers/promises';
import { cutText } from '../../domain/shared/text-length.ts';
import { chain, describeError } from '../observability/describe-error.ts';
import { scrubText } from '../observability/scrub-text.ts';
import { type Finding, findingsOf, type Look } from './finding.ts';

/** Longest text of a finding, in characters: parts of it are what other systems say. */
const TEXT_MAX_LENGTH = 500;
/** What would move the cursor of a terminal, or forge a line. */
const CONTROL = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu;

const readable = (text: string): string => cutText(scrubText(text.replace(CONTROL, ' ')), TEXT_MAX_LENGTH);

/** Longest look at one part, in ms. */
const PATIENCE_MS = 30_000;

/** Why something failed, without what looks secret: the last of the causes says it best. */
export const reasonOf = (error: unknown): string =>
  describeError(chain(error).at(-1) ?? error).error.split('\n', 1)[0] ?? 'no reason';

/** Looks at all parts at once, and tells what is found in the order in which they are given. */
export async function examine(
  looks: Readonly<Record<string, Look>>,
  patienceMs = PATIENCE_MS,
): Promise<readonly Finding[]> {
  const found = await Promise.all(
    Object.entries(looks).map(async ([area, look]) => {
      const over = new AbortController();
      const late = delay(patienceMs, undefined, { signal: over.signal }).then(() => {
        throw new Error(`No answer within ${patienceMs / 1000} s`);
      });
      try {
        return await Promise.race([look(), late]);
      } catch (error) {
        return [
          findingsOf(area).wrong(reasonOf(error), 'See that it can be reached from here, then look again.'),
        ];
      } finally {
        over.abort();
        late.catch(() => undefined);
      }
    }),
  );
  // Other systems say what they like.
  return found.flat().map((finding) => ({ ...finding, what: readable(finding.what) }));
}
