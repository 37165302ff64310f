import type { TFunction } from 'i18next';
import type { AliasEvent } from '../alias.ts';

/** Actions of the journal about an alias that have words. */
const KNOWN = {
  'mail_alias.created': 'created',
  'mail_alias.deleted': 'deleted',
  'mail_alias.change_withdrawn': 'withdrawn',
  'mail_domain.differences_settled': 'settled',
} as const;

const WITHDRAWN = { creation: 'addition', removal: 'removal', removal_of_all: 'removalOfAll' } as const;

/** What an entry of the journal says of an alias; one that has no words yet is its code. */
export function historyText(t: TFunction, event: AliasEvent): string {
  const { action, withdrawn, displayDestination, isOfComparison } = event;
  const known = Object.entries(KNOWN).find(([code]) => code === action)?.[1];
  if (known === undefined) return action;
  if (known === 'settled') return t('domains.history.differencesSettled');
  const destination = displayDestination ?? t('aliases.all');
  if (known === 'withdrawn') {
    return t(`aliases.history.withdrawn.${WITHDRAWN[withdrawn ?? 'creation']}`, { destination });
  }
  const text = t(`aliases.history.${known}`, { destination });
  return isOfComparison ? t('aliases.history.ofComparison', { text }) : text;
}
