/** The setting with the private key of the resource server, PKCS 8 in Base64. */
export const TEST_KEY = 'OIDC_RS_PRIVATE_KEY_PKCS8_BASE64';
