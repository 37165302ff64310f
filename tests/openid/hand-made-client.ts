/** The client that a hand-made provider's tokens are made for. */
export const CLIENT_ID = 'people';
