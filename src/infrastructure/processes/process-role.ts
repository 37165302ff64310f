/** What a process does: it answers requests, carries out background jobs, or both. */
export type ProcessRole = 'web' | 'worker' | 'both';

export const answersRequests = (role: ProcessRole): boolean => role !== 'worker';

export const carriesOutJobs = (role: ProcessRole): boolean => role !== 'web';

/** The role that `--web` and `--worker` ask for: both, where neither is given. */
export function roleOf({ web = false, worker = false }: { web?: boolean; worker?: boolean }): ProcessRole {
  if (web === worker) return 'both';
  return web ? 'web' : 'worker';
}
