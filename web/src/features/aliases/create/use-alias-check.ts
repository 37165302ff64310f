import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { failureText } from '../../../i18n/failure-text.ts';
import { queryClient, trpc } from '../../../lib/trpc.ts';
import { useDebounced } from '../../../lib/use-debounced.ts';
import { useDomain } from '../../../lib/use-domain.ts';
import { aliasPlanInput } from '../../../server/schemas.ts';
import type { AliasCheck } from '../alias.ts';

type Plan = Readonly<{ localPart: string; destinations: readonly string[] }>;

/** What the server says of each destination, by its text as it was written. */
export type PlanCheck = Pick<AliasCheck, 'warnings' | 'hasMailbox' | 'present'> &
  Readonly<{
    localPartProblem: string | undefined;
    destinationsProblem: string | undefined;
    ofDestination: Readonly<Record<string, AliasCheck['destinations'][number]>>;
  }>;

const textOf = (code: string, params: Readonly<Record<string, string>>): string =>
  failureText({ code, params });

function toPlanCheck({ destinations: sent }: Plan, answer: AliasCheck): PlanCheck {
  const { refusal, destinations, warnings, hasMailbox, present } = answer;
  const problem = refusal === null ? undefined : textOf(refusal.code, refusal.params);
  const isOfName = refusal?.code === 'alias.invalid_local_part';
  return {
    warnings,
    hasMailbox,
    present,
    localPartProblem: isOfName ? problem : undefined,
    destinationsProblem: isOfName ? undefined : problem,
    ofDestination: Object.fromEntries(
      destinations.flatMap((one, index) => [[sent[index] ?? one.destination, one] as const]),
    ),
  };
}

/** Whether a plan can be sent: it has no problem, and no warning that was not shown. */
const isFine = (check: PlanCheck, shown: PlanCheck | undefined): boolean =>
  check.localPartProblem === undefined &&
  check.destinationsProblem === undefined &&
  Object.values(check.ofDestination).every(
    ({ problem, isUnknown, destination }) =>
      problem === null &&
      (!isUnknown ||
        Object.values(shown?.ofDestination ?? {}).some(
          (one) => one.isUnknown && one.destination === destination,
        )),
  ) &&
  (!check.warnings.includes('mailbox_shadowed') || (shown?.warnings.includes('mailbox_shadowed') ?? false));

/** Has the server check an alias while it is filled in, by the rules of its creation. */
export function useAliasCheck(localPart: string, destinations: readonly string[]) {
  const { slug } = useDomain();
  const [check, setCheck] = useState<PlanCheck>();
  const settled = useDebounced(JSON.stringify({ localPart, destinations }));
  const plan: Plan = JSON.parse(settled);
  const optionsOf = (wanted: Plan) =>
    trpc.aliases.check.queryOptions(
      { domainSlug: slug, localPart: wanted.localPart, destinations: [...wanted.destinations] },
      // Others change aliases too: an answer is good for the moment.
      { staleTime: 0, gcTime: 0 },
    );
  const isReadable = (wanted: Plan) => aliasPlanInput.safeParse({ domainSlug: slug, ...wanted }).success;
  const { data } = useQuery({ ...optionsOf(plan), enabled: isReadable(plan) });

  // The latest answer stays while the next is on its way.
  useEffect(() => {
    if (data !== undefined) setCheck(toPlanCheck(JSON.parse(settled), data));
  }, [data, settled]);

  return {
    check,
    /** Checks what is filled in now; true: it can be sent, or the check could not be made and sending will tell. */
    async checkNow(wanted: Plan): Promise<boolean> {
      if (!isReadable(wanted)) return true;
      const answer = await queryClient.fetchQuery(optionsOf(wanted)).catch(() => undefined);
      if (answer === undefined) return true;
      const now = toPlanCheck(wanted, answer);
      setCheck(now);
      return isFine(now, check);
    },
  };
}
