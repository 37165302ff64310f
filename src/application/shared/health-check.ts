/** `warning`: an operator should look, but the service works; `error`: it does not work. */
export type HealthStatus = 'ok' | 'warning' | 'error';

/** Checks one dependency of the service. A rejection counts as `error`. */
export type HealthCheck = () => Promise<HealthStatus>;
