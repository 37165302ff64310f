import type { Language } from '../../../domain/shared/language.ts';
import { MESSAGES_EN, type MessageKey } from './messages-en.ts';
import { MESSAGES_FR } from './messages-fr.ts';

export type MessageValues = Readonly<Record<string, string | number>>;

/** Returns a message in one language. */
export type Translate = (key: MessageKey, values?: MessageValues) => string;

/** The translator for a language; messages without a French text are in English, as in the contract. */
export const translatorFor =
  (language: Language): Translate =>
  (key, values = {}) => {
    const text = (language === 'fr-fr' ? MESSAGES_FR[key] : undefined) ?? MESSAGES_EN[key];
    return text.replace(/\{(\w+)\}/g, (placeholder, name: string) => String(values[name] ?? placeholder));
  };
