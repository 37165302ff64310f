/** A point at which callers wait until the test opens it. */
export type Gate = Readonly<{
  /** Resolves once a caller waits. */
  reached: Promise<void>;
  /** Called by the code that must wait. */
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
