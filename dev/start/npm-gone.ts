const INTERVAL_MS = 500;

/**
 * Resolves when `npm start`, if it started us, has been asked to end: npm signals the shell in between, which ends
 * without signalling us.
 */
export const npmGone = (): Promise<'npm is gone'> =>
  new Promise((resolve) => {
    if (process.env['npm_lifecycle_event'] === undefined) return;
    const parent = process.ppid;
    const look = setInterval(() => {
      if (process.ppid === parent) return;
      clearInterval(look);
      resolve('npm is gone');
    }, INTERVAL_MS);
    look.unref();
  });
