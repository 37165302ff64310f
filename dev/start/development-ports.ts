/** Ports of the development programs, those of the reference's setup; each can be moved by a variable. */
export const developmentPorts = (environment: Readonly<Record<string, string | undefined>>) => {
  const port = (name: string, usual: number): number => {
    const value = Number(environment[name] || usual);
    if (!Number.isInteger(value) || value < 0 || value > 65_535)
      throw new Error(`${name} must be a port number`);
    return value;
  };
  return {
    application: port('PORT', 8071),
    openidProvider: port('OPENID_PROVIDER_PORT', 8083),
    dimail: port('DIMAIL_PORT', 8001),
    mailCatcherSmtp: port('MAIL_CATCHER_SMTP_PORT', 1025),
    mailCatcherHttp: port('MAIL_CATCHER_HTTP_PORT', 1080),
    siretApi: port('SIRET_API_PORT', 8085),
    postgres: port('POSTGRES_PORT', 0),
  };
};

export type DevelopmentPorts = ReturnType<typeof developmentPorts>;
