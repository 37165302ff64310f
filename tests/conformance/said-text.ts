import { MESSAGES_EN } from '../../src/infrastructure/http/messages/messages-en.ts';
import { MESSAGES_FR } from '../../src/infrastructure/http/messages/messages-fr.ts';
import { isSame } from './difference.ts';
import type { Answer } from './replayed-application.ts';

const KEYS = Object.keys(MESSAGES_EN) as (keyof typeof MESSAGES_EN)[];

/** A message as an answer in French would say it; what is in no catalogue, or stays English, as it is. */
const inFrench = (english: string): string => {
  const key = KEYS.find((candidate) => MESSAGES_EN[candidate] === english);
  return (key && MESSAGES_FR[key]) ?? english;
};

/** Whether what an answer says is one of these messages, in the language of the answer. They are given in English. */
export const isSaid = (
  said: unknown,
  english: readonly string[],
  { headers }: Pick<Answer, 'headers'>,
): boolean =>
  english.some((text) =>
    isSame(said, (headers['content-language'] ?? '').startsWith('fr') ? inFrench(text) : text),
  );
