import type { TFunction } from 'i18next';
import type { Person } from './access-place.ts';

/** How somebody is called: by name, or by their address. */
export const nameOf = ({ name, email }: Person, t: TFunction): string => name ?? email ?? t('access.unnamed');
