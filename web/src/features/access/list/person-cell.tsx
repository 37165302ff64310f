import { useTranslation } from 'react-i18next';
import { useMe } from '../../../lib/me.ts';
import type { Person } from '../place/access-place.ts';
import { nameOf } from '../place/name-of.ts';

type Props = {
  readonly person: Person;
  /** The role, where there is no column for it. */
  readonly role: string;
};

/** Who it is: name and address. */
export function PersonCell({ person, role }: Props) {
  const { t } = useTranslation();
  const me = useMe();
  const name = nameOf(person, t);
  return (
    <>
      {name}
      {person.id === me.id ? <span className="quiet"> ({t('access.you')})</span> : null}
      {person.email === null || person.email === name ? null : <p className="quiet">{person.email}</p>}
      <p className="quiet only-narrow">{role}</p>
    </>
  );
}
