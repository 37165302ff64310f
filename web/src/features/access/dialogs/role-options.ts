import type { RadioOption } from '../../../kit/form/radio-field.tsx';
import type { AccessPlace, Management } from '../place/access-place.ts';

/** The roles of a place as a choice, each with what it means and, where it cannot be chosen, why. */
export const roleOptions = <Role extends string>(
  place: AccessPlace<Role>,
  { roles }: Management<Role>,
  refusalOf: (one: Management<Role>['roles'][number]) => string | undefined,
): readonly RadioOption<Role>[] =>
  roles.map((one) => ({
    value: one.role,
    label: place.roles[one.role].name,
    text: place.roles[one.role].does,
    refusal: refusalOf(one),
  }));
