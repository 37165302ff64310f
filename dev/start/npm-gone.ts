const INTERVAL_MS = 500;

/**
 * Resolves when `npm start`, if that is how we were started, has been told to end: npm tells the shell in between, which
 * dies of it without telling us.
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
