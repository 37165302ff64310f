import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { FinderField, type FinderOption } from '../../../kit/form/finder-field.tsx';
import { useDebounced } from '../../../lib/use-debounced.ts';
import type { AccessPlace, Person } from '../place/access-place.ts';
import { nameOf } from '../place/name-of.ts';
import { addressIn, type Chosen } from './chosen.ts';

const MOST_SHOWN = 20;

type Props<Role extends string> = {
  readonly place: AccessPlace<Role>;
  readonly text: string;
  readonly chosen: Chosen | undefined;
  readonly error: string | undefined;
  readonly onType: (text: string) => void;
  readonly onChoose: (chosen: Chosen) => void;
};

type Option = FinderOption & { readonly chosen: Chosen };

/** Finds a colleague by a part of their name or address, or takes the address of somebody else. */
export function ColleagueField<Role extends string>(props: Props<Role>) {
  const { place, text, chosen, error, onType, onChoose } = props;
  const { t } = useTranslation();
  const sought = useDebounced(chosen === undefined ? text.trim() : '');
  // One more than is shown tells that there are more.
  const found = useQuery({
    ...place.colleagues(sought, MOST_SHOWN + 1),
    enabled: sought !== '',
    placeholderData: keepPreviousData,
  });
  const people = sought === '' ? [] : (found.data ?? []).slice(0, MOST_SHOWN);
  const email = addressIn(text);
  const isColleague = people.some((person) => person.email === email?.toLowerCase());
  const options: Option[] = people.map((person) => ({
    key: person.id,
    content: <Named title={nameOf(person, t)} text={person.email} />,
    chosen: { kind: 'person', person },
  }));
  if (email !== undefined && !isColleague) {
    options.push({
      key: 'invite',
      content: <Named title={t('access.give.invite', { email })} text={t('access.give.inviteHint')} />,
      chosen: { kind: 'address', email },
    });
  }
  const isSettled = sought === text.trim() && !found.isPlaceholderData;
  return (
    <FinderField
      label={t('access.give.who')}
      hint={t('access.give.whoHint')}
      error={error}
      isRequired
      value={text}
      onType={onType}
      options={chosen === undefined ? options : []}
      onChoose={(option) => onChoose(option.chosen)}
      status={
        chosen === undefined
          ? statusText(t, text, isSettled ? found : undefined)
          : t('access.give.statuses.chosen', {
              person: chosen.kind === 'person' ? nameOf(chosen.person, t) : chosen.email,
            })
      }
    />
  );
}

const Named = ({ title, text }: { readonly title: string; readonly text: string | null }) => (
  <>
    <strong>{title}</strong>
    {text === null || text === title ? null : <p className="quiet">{text}</p>}
  </>
);

type Found = Readonly<{ data: readonly Person[] | undefined; isPending: boolean }>;

/** @param found what was found for that very text; undefined while it is sought */
function statusText(t: TFunction, text: string, found: Found | undefined): string {
  if (text.trim() === '') return t('access.give.statuses.idle');
  if (found === undefined) return t('access.give.statuses.searching');
  if (found.data === undefined) {
    return t(found.isPending ? 'access.give.statuses.searching' : 'access.give.statuses.failed');
  }
  const count = found.data.length;
  if (count > MOST_SHOWN) return t('access.give.statuses.more', { count: MOST_SHOWN });
  if (count > 0) return t('access.give.statuses.found', { count });
  return t(addressIn(text) === undefined ? 'access.give.statuses.nobody' : 'access.give.statuses.onlyInvite');
}
