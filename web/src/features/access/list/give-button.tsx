import { useTranslation } from 'react-i18next';
import { AbilityButton } from '../../../kit/action/ability-button.tsx';
import type { AccessPlace, Management } from '../place/access-place.ts';
import { useReasons } from '../place/use-reasons.ts';

type Props<Role extends string> = {
  readonly place: AccessPlace<Role>;
  readonly grant: Management<Role>['grant'];
  /** Of the reason why nothing here may be changed: the buttons of all rows refer to it. */
  readonly refusalId: string;
  readonly onPress: () => void;
};

/** Begins to give somebody access; to those who may not it says who may, for the whole list. */
export function GiveButton<Role extends string>({ place, grant, refusalId, onPress }: Props<Role>) {
  const { t } = useTranslation();
  const { isAllowed, allowedFor } = grant;
  const { onlyAndWho } = useReasons(place, isAllowed ? [] : allowedFor);
  return (
    <p>
      <AbilityButton
        icon="add"
        isAllowed={isAllowed}
        reason={onlyAndWho('access.onlyRolesSee', allowedFor)}
        reasonId={refusalId}
        onClick={onPress}
      >
        {t('access.add')}
      </AbilityButton>
    </p>
  );
}
