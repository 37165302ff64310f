/**
 * Whether `path` (without query) is one of the probes, with or without final slash. Load balancers call them by address
 * and over plain HTTP, so the checks of host and scheme skip them (contract/rest-api.md section 1.7).
 */
export const isProbe = (path: string): boolean => /^\/__(?:heartbeat|lbheartbeat|version)__\/?$/.test(path);
