import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { failureText } from '../../../i18n/failure-text.ts';
import { RadioField } from '../../../kit/form/radio-field.tsx';
import { Dialog } from '../../../kit/overlay/dialog.tsx';
import { DialogChoice } from '../../../kit/overlay/dialog-choice.tsx';
import { FailureNotice } from '../../../kit/page/failure-notice.tsx';
import { failureOf } from '../../../lib/failure.ts';
import type { AccessPlace, Management } from '../place/access-place.ts';
import { nameOf } from '../place/name-of.ts';
import { useReasons } from '../place/use-reasons.ts';
import { addressIn, type Chosen } from './chosen.ts';
import { ColleagueField } from './colleague-field.tsx';
import { roleOptions } from './role-options.ts';
import { useDeed } from './use-deed.ts';

type Props<Role extends string> = {
  readonly place: AccessPlace<Role>;
  readonly management: Management<Role>;
  readonly onClose: () => void;
};

/** Ends of the server's codes that are about the person who was chosen. */
const ABOUT_PERSON = /(?:\.already_exists|\.ambiguous_email|\.unknown_user|^request_unreadable)$/;

/** Gives a colleague access, or invites somebody by their address. */
export function GiveAccessDialog<Role extends string>({ place, management, onClose }: Props<Role>) {
  const { t } = useTranslation();
  const { only } = useReasons(place, []);
  const [text, setText] = useState('');
  const [picked, setPicked] = useState<Chosen>();
  const [isMissing, setMissing] = useState(false);
  // The least that can be given, unless somebody wants more.
  const [role, setRole] = useState(() => management.roles.findLast(({ isAllowed }) => isAllowed)?.role);
  const giving = useDeed(place, {
    send: async ({ chosen, wanted }: { readonly chosen: Chosen; readonly wanted: Role }) => {
      if (chosen.kind === 'address') return place.invite({ email: chosen.email, role: wanted });
      await place.give({ userId: chosen.person.id, role: wanted });
      return { outcome: 'given' } as const;
    },
    told: ({ outcome }, { chosen }) =>
      chosen.kind === 'person'
        ? t('access.give.given', { person: nameOf(chosen.person, t), name: place.name })
        : t(outcome === 'access_created' ? 'access.give.givenAtOnce' : 'access.give.invited', {
            email: chosen.email,
          }),
    onClose,
  });
  const typed = addressIn(text);
  const chosen: Chosen | undefined =
    picked ?? (typed === undefined ? undefined : { kind: 'address', email: typed });
  const failure = giving.error === null ? undefined : failureOf(giving.error);
  const isAboutPerson = failure !== undefined && ABOUT_PERSON.test(failure.code);
  const fieldError = isMissing
    ? t('access.give.nobodyChosen')
    : failure === undefined || !isAboutPerson
      ? undefined
      : failure.code === 'request_unreadable'
        ? t('kit.fieldInvalid')
        : failureText(failure);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (giving.isPending || role === undefined) return;
    setMissing(chosen === undefined);
    if (chosen !== undefined) giving.mutate({ chosen, wanted: role });
  };
  const formId = useId();
  return (
    <Dialog title={t('access.give.title', { name: place.name })} onClose={onClose}>
      <form className="dialog__body form" id={formId} onSubmit={submit} noValidate>
        {giving.error === null || isAboutPerson ? null : (
          <FailureNotice title={t('kit.formProblem')} error={giving.error} />
        )}
        <ColleagueField
          place={place}
          text={text}
          chosen={picked}
          error={fieldError}
          onType={(next) => {
            setText(next);
            setPicked(undefined);
            setMissing(false);
            giving.reset();
          }}
          onChoose={(next) => {
            setPicked(next);
            setText(next.kind === 'person' ? nameOf(next.person, t) : next.email);
          }}
        />
        <RadioField
          legend={t('access.give.role')}
          value={role}
          onChange={setRole}
          options={roleOptions(place, management, ({ isAllowed, allowedFor }) =>
            isAllowed ? undefined : only('access.onlyRolesGive', allowedFor),
          )}
        />
      </form>
      <DialogChoice onCancel={onClose} form={formId} isBusy={giving.isPending}>
        {t(chosen?.kind === 'address' ? 'access.give.submitInvite' : 'access.give.submitGive')}
      </DialogChoice>
    </Dialog>
  );
}
