import { useMutation } from '@tanstack/react-query';
import { showToast } from '../../../lib/toasts.ts';
import type { AccessPlace } from '../place/access-place.ts';

type Options<Input, Output> = {
  readonly send: (input: Input) => Promise<Output>;
  /** What is told once it is done. */
  readonly told: (output: Output, input: Input) => string;
  /** Whether the list goes with it, as for somebody who leaves. */
  readonly isEnd?: boolean;
  readonly onClose: () => void;
};

/**
 * A change of who has access, made in a dialog: that stays until the list behind it shows the change, so that the keyboard is not
 * led back to a row that is about to go.
 */
export function useDeed<Role extends string, Input, Output>(
  place: AccessPlace<Role>,
  { send, told, isEnd = false, onClose }: Options<Input, Output>,
) {
  return useMutation({
    mutationFn: send,
    onSuccess: async (output: Output, input: Input) => {
      showToast({ kind: 'success', text: told(output, input) });
      await (isEnd ? place.goAway() : place.refresh());
      if (!isEnd) onClose();
    },
    // A refusal tells that the list is out of date.
    onError: () => void place.refresh(),
  });
}
