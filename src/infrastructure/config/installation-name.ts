type Where = Readonly<{ environment: string; publicUrl: string }>;

/**
 * The name of an installation: its environment and its address. In development the address does not count, since its port
 * is any that is free.
 */
export const installationName = ({ environment, publicUrl }: Where): string =>
  environment === 'dev' ? 'dev' : `${environment} ${new URL(publicUrl).origin}`;
