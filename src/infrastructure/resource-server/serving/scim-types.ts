/** The media type of SCIM bodies (RFC 7644, section 8.1; deviation D10). */
export const SCIM_TYPE = 'application/scim+json';
/** Names under which requests may send SCIM bodies (RFC 7644, section 3.1). */
export const SCIM_REQUEST_TYPES = [SCIM_TYPE, 'application/json'] as const;
