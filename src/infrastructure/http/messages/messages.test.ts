import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../../domain/shared/language.ts';
import { MESSAGES_EN, type MessageKey } from './messages-en.ts';
import { MESSAGES_FR } from './messages-fr.ts';
import { translatorFor } from './translate.ts';

/** Messages that the contract has in English for every language (contract/rest-api.md 1.8 and 1.9). */
const ENGLISH_BY_CONTRACT: readonly MessageKey[] = [
  'access_created_instead',
  'alias_out_of_sync',
  'already_in_team',
  'bearer_unknown_user',
  'csrf_failed',
  'display_name_taken',
  'invalid_timezone',
  'json_parse_error',
  'last_domain_owner',
  'last_domain_owner_stays',
  'multipart_parse_error',
  'no_data',
  'no_match',
  'not_a_boolean',
  'not_a_string',
  'only_domain_owners_name_owners',
  'only_owners_name_owners',
  'resource_server_not_configured',
  'role_change_not_allowed',
  'role_not_allowed',
  'role_too_high',
  'sign_in_refused',
  'surrogate_characters',
  'team_accesses_not_allowed',
  'team_invitations_not_allowed',
];

const KEYS = Object.keys(MESSAGES_EN) as MessageKey[];
const placeholders = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();

describe('messages', () => {
  it('are in French too, those aside that the contract keeps in English', () => {
    const english = KEYS.filter((key) => MESSAGES_FR[key] === undefined);
    expect(english.sort()).toEqual([...ENGLISH_BY_CONTRACT].sort());
  });

  it.each(KEYS)('%s quotes the same values in both languages', (key) => {
    expect(placeholders(MESSAGES_FR[key] ?? MESSAGES_EN[key])).toEqual(placeholders(MESSAGES_EN[key]));
  });

  it.each(LANGUAGES)('leave no place empty in %s', (language) => {
    const translate = translatorFor(language);
    for (const key of KEYS) {
      const values = Object.fromEntries(
        placeholders(MESSAGES_EN[key]).map((name) => [name.slice(1, -1), 'x']),
      );
      expect(translate(key, values)).not.toMatch(/\{\w+\}/);
    }
  });
});
