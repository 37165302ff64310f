/** A place where whoever comes waits until the test lets everybody pass. */
export type Gate = Readonly<{
  /** Resolves once somebody waits. */
  reached: Promise<void>;
  /** To be called by who must wait. */
  pass(): Promise<void>;
  open(): void;
}>;

export function makeGate(): Gate {
  let open = (): void => undefined;
  let arrive = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  const reached = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  return {
    reached,
    pass: () => {
      arrive();
      return opened;
    },
    open: () => open(),
  };
}
