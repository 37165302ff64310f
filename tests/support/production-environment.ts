/** The minimal configuration of an installation. */
export const PRODUCTION: Readonly<Record<string, string>> = {
  REGIE_ENV: 'prod',
  REGIE_SECRET_KEY: 'k'.repeat(50),
  REGIE_PUBLIC_URL: 'https://api.example.fr/',
  PEOPLE_BASE_URL: 'https://regie.example.fr',
  DATABASE_URL: 'postgres://u:p@db/people',
  OIDC_OP_URL: 'https://idp.example.fr',
  OIDC_RP_CLIENT_SECRET: 'a real secret',
  LOGIN_REDIRECT_URL: 'https://regie.example.fr',
  LOGIN_REDIRECT_URL_FAILURE: 'https://regie.example.fr/oups',
  LOGOUT_REDIRECT_URL: 'https://regie.example.fr',
  MAIL_PROVISIONING_API_URL: 'https://dimail.example.fr',
  MAIL_PROVISIONING_API_CREDENTIALS: 'cmVhbDpvbmU=',
  WEBMAIL_URL: 'https://webmail.example.fr',
  DJANGO_EMAIL_HOST: 'smtp.example.fr',
  DJANGO_EMAIL_FROM: 'La Régie <no-reply@example.fr>',
};
