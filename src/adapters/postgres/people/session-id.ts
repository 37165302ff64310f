/** Names a row `s` of a session without telling its `key_hash`, which stays between us and the database. */
export const SESSION_ID = "encode(sha256(s.key_hash), 'hex')";
