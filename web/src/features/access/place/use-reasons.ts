import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { AccessPlace } from './access-place.ts';
import { nameOf } from './name-of.ts';

/** Texts in which roles are listed. */
type Text =
  | 'access.onlyRolesSendAgain'
  | 'access.onlyRolesOfRow'
  | 'access.onlyRolesGive'
  | 'access.onlyRolesSee';

/**
 * Says that only some roles may do something, and who has them.
 *
 * @param asked the roles whose people are named; none, and nothing is asked of the server
 */
export function useReasons<Role extends string>(place: AccessPlace<Role>, asked: readonly Role[]) {
  const { t, i18n } = useTranslation();
  const people = useQuery({ ...place.peopleWith(asked), enabled: asked.length > 0 });
  const list = (texts: readonly string[]) => new Intl.ListFormat(i18n.language).format(texts);
  const only = (text: Text, roles: readonly Role[]) =>
    t(text, { roles: list(roles.map((role) => place.roles[role].plural)) });
  return {
    only,
    /** With the names of those who have the roles that were asked for. */
    onlyAndWho(text: Text, roles: readonly Role[]): string {
      const names = (people.data?.items ?? []).map(({ user }) => nameOf(user, t));
      return names.length === 0
        ? only(text, roles)
        : `${only(text, roles)} ${t('kit.whoCould', { people: list(names) })}`;
    },
  };
}
