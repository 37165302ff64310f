import { useMutation } from '@tanstack/react-query';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../kit/action/button.tsx';
import { FailureNotice } from '../../kit/page/failure-notice.tsx';
import { trpc } from '../../lib/trpc.ts';
import { SecretLink } from './secret-link.tsx';

type Props = {
  readonly domainSlug: string;
  readonly id: string;
  /** Of the mailbox. */
  readonly address: string;
  /** `password`: to choose a password with; `enrolment`: to add a first second factor with. */
  readonly kind: 'password' | 'enrolment';
  /** Without its explanation: what stands beside says it. */
  readonly isBrief?: boolean;
};

const PROCEDURES = {
  password: trpc.mailboxes.handOverPasswordLink,
  enrolment: trpc.mailboxes.handOverEnrolmentLink,
} as const;

/** Makes a link for the owner of a mailbox, and shows it this once. */
export function HandOverLink({ domainSlug, id, address, kind, isBrief = false }: Props) {
  const { t } = useTranslation();
  const handOver = useMutation(PROCEDURES[kind].mutationOptions());
  const textId = useId();
  if (handOver.data !== undefined) return <SecretLink {...handOver.data} kind={kind} address={address} />;
  return (
    <div className="stack">
      <p id={textId} className={isBrief ? 'visually-hidden' : undefined}>
        {t(`mailboxes.links.${kind}.text`)}
      </p>
      {handOver.error === null ? null : <FailureNotice error={handOver.error} />}
      <Button
        variant="secondary"
        size="small"
        aria-describedby={textId}
        isBusy={handOver.isPending}
        onClick={() => handOver.mutate({ domainSlug, id })}
      >
        {t(`mailboxes.links.${kind}.make`)}
      </Button>
    </div>
  );
}
