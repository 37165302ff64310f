import { MESSAGES_EN, type MessageKey } from '../../src/infrastructure/http/messages/messages-en.ts';
import { MESSAGES_FR } from '../../src/infrastructure/http/messages/messages-fr.ts';
import { translatorFor } from '../../src/infrastructure/http/messages/translate.ts';
import { isSame } from './difference.ts';
import type { Answer } from './replayed-application.ts';

const french = translatorFor('fr-fr');
const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Each message as an expression that finds the values it quotes; those that quote less come first. */
const PATTERNS = (Object.keys(MESSAGES_FR) as MessageKey[])
  .map((key) => {
    const parts = MESSAGES_EN[key].split(/\{(\w+)\}/);
    const pattern = parts.map((part, index) => (index % 2 === 0 ? escaped(part) : `(?<${part}>.+)`)).join('');
    return { key, pattern: new RegExp(`^${pattern}$`, 's'), quoted: parts.length };
  })
  .sort((a, b) => a.quoted - b.quoted);

/** The French text of a message; unchanged for messages without a translation. */
function inFrench(english: string): string {
  for (const { key, pattern } of PATTERNS) {
    const found = pattern.exec(english);
    if (!found) continue;
    const { labels, ...values } = { ...found.groups };
    const list = labels?.replace(MESSAGES_EN.and, french('and'));
    return french(key, list === undefined ? values : { ...values, labels: list });
  }
  return english;
}

/** Whether what an answer says is one of these messages, in the language of the answer. They are given in English. */
export const isSaid = (
  said: unknown,
  english: readonly string[],
  { headers }: Pick<Answer, 'headers'>,
): boolean =>
  english.some((text) =>
    isSame(said, (headers['content-language'] ?? '').startsWith('fr') ? inFrench(text) : text),
  );
