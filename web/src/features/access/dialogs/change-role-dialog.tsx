import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { RadioField } from '../../../kit/form/radio-field.tsx';
import { Dialog } from '../../../kit/overlay/dialog.tsx';
import { DialogChoice } from '../../../kit/overlay/dialog-choice.tsx';
import { FailureNotice } from '../../../kit/page/failure-notice.tsx';
import { Notice } from '../../../kit/page/notice.tsx';
import { useMe } from '../../../lib/me.ts';
import type { Access, AccessPlace, Management } from '../place/access-place.ts';
import { nameOf } from '../place/name-of.ts';
import { useReasons } from '../place/use-reasons.ts';
import { roleOptions } from './role-options.ts';
import { useDeed } from './use-deed.ts';

type Props<Role extends string> = {
  readonly place: AccessPlace<Role>;
  readonly management: Management<Role>;
  readonly access: Access<Role>;
  readonly onClose: () => void;
};

/** Gives somebody another role: one of those that the server offers for them. */
export function ChangeRoleDialog<Role extends string>({ place, management, access, onClose }: Props<Role>) {
  const { t } = useTranslation();
  const me = useMe();
  const { only } = useReasons(place, []);
  const person = nameOf(access.user, t);
  const [role, setRole] = useState(access.role);
  const changing = useDeed(place, {
    send: (wanted: Role) => place.setRole({ id: access.id, role: wanted }),
    told: (_done, wanted) => t('access.change.done', { person, role: place.roles[wanted].name }),
    onClose,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (changing.isPending) return;
    if (role === access.role) onClose();
    else changing.mutate(role);
  };
  const formId = useId();
  return (
    <Dialog title={t('access.change.title', { person })} onClose={onClose}>
      <form className="dialog__body" id={formId} onSubmit={submit}>
        {changing.error === null ? null : (
          <FailureNotice title={t('kit.formProblem')} error={changing.error} />
        )}
        <p>{t('access.change.now', { role: place.roles[access.role].name })}</p>
        {access.user.id === me.id ? (
          <Notice tone="warning">
            <p>{t('access.change.own')}</p>
          </Notice>
        ) : null}
        <RadioField
          legend={t('access.change.role')}
          value={role}
          onChange={setRole}
          options={roleOptions(place, management, (one) =>
            one.role === access.role || access.abilities.setRoleTo.includes(one.role)
              ? undefined
              : only('access.onlyRolesGive', one.allowedFor),
          )}
        />
      </form>
      <DialogChoice onCancel={onClose} form={formId} isBusy={changing.isPending}>
        {t('access.change.submit')}
      </DialogChoice>
    </Dialog>
  );
}
