/** Whether `u` is owner or administrator of a mail domain, or administers an organization: one look into each index. */
export const ADMINISTERS = `(EXISTS (SELECT FROM mail_domain_access m
                 WHERE m.user_id = u.id AND m.role IN ('owner', 'administrator'))
        OR EXISTS (SELECT FROM organization_access o WHERE o.user_id = u.id))`;

/** The same of one person, `$1`. */
export const ADMINISTERS_OF_ONE = `SELECT ${ADMINISTERS} AS administers FROM user_account u WHERE u.id = $1`;
