const OF_A_FORM: Readonly<Record<string, string>> = {
  DATABASE_URL: 'postgresql://regie:made-up@db.example.fr/regie',
  DATABASE_SESSION_URL: 'postgresql://regie:made-up@db.example.fr/regie',
  MAIL_PROVISIONING_API_CREDENTIALS: Buffer.from('regie:made-up').toString('base64'),
  SENTRY_DSN: 'https://made-up@sentry.example.fr/1',
};

/** A value such as an installation has for a secret variable. */
export const madeUpSecret = (variable: string): string =>
  OF_A_FORM[variable] ?? `made up for ${variable}, of 32 characters`;
