/** `warning` needs an operator's look but the service works; `error` means that it does not. */
export type HealthStatus = 'ok' | 'warning' | 'error';

/** Looks at one thing the service depends on. A rejection counts as `error`. */
export type HealthCheck = () => Promise<HealthStatus>;
