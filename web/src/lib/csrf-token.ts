const NAME = 'csrftoken=';

/** The token that a change repeats, from the cookie that each sign-in sets. */
export const csrfToken = (): string | undefined =>
  document.cookie
    .split('; ')
    .find((cookie) => cookie.startsWith(NAME))
    ?.slice(NAME.length);
