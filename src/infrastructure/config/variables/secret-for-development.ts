/** Known to everybody who reads this repository: refused anywhere but in development. */
export const SECRET_FOR_DEVELOPMENT = 'ThisIsAnExampleKeyForDevPurposeOnly';
