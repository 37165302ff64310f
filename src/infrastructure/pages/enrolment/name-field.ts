import { readAuthenticatorName } from '../../../domain/identity/authenticator.ts';
import type { Language } from '../../../domain/shared/language.ts';
import { field } from '../kit/field.ts';
import type { Html } from '../kit/html.ts';
import { NAME_TEXTS } from './way-texts.ts';

/** Name of the field of a factor's name, which is its id as well. */
export const NAME_FIELD = 'name';

/** Where the owner of a factor names it. What was typed stays, where it can be shown. */
export const nameField = (value: string, error: string | undefined, language: Language): Html =>
  field({
    name: NAME_FIELD,
    label: NAME_TEXTS[language].name,
    type: 'text',
    autocomplete: 'off',
    value: readAuthenticatorName(value) ?? '',
    hint: NAME_TEXTS[language].hint,
    error,
  });
