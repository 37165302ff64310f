import { useId } from 'react';
import { Button, type ButtonProps } from './button.tsx';

export type AbilityItem = Omit<ButtonProps, 'children' | 'isOff'> & {
  readonly id: string;
  readonly children: string;
  /** As the server says; nothing is worked out here. */
  readonly isAllowed: boolean;
  /** Why it is not allowed, and who could do it. */
  readonly reason: string;
};

/**
 * Buttons beside each other, of which some may not be allowed. Each reason is written once below them, with the buttons that
 * it is about, and said with each of these.
 */
export function AbilityButtons({ items }: { readonly items: readonly AbilityItem[] }) {
  const base = useId();
  const off = items.filter(({ isAllowed }) => !isAllowed);
  const reasons = [...new Set(off.map(({ reason }) => reason))];
  const isOneForAll = reasons.length === 1 && off.length === items.length;
  const idOf = (reason: string) => `${base}-${reasons.indexOf(reason)}`;
  return (
    <div className="abilities">
      <div className="actions">
        {items.map(({ id, isAllowed, reason, type = 'button', ...button }) =>
          isAllowed ? (
            <Button key={id} type={type} {...button} />
          ) : (
            <Button key={id} type="button" {...button} isOff aria-describedby={idOf(reason)} />
          ),
        )}
      </div>
      {reasons.map((reason) => (
        <p key={reason} id={idOf(reason)} className="ability__reason">
          {isOneForAll ? null : (
            <strong>{`${off.flatMap((one) => (one.reason === reason ? one.children : [])).join(', ')} – `}</strong>
          )}
          {reason}
        </p>
      ))}
    </div>
  );
}
