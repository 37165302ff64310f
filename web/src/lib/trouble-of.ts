const TROUBLES = {
  'mail_provisioner.unavailable': 'unavailable',
  'mail_provisioner.forbidden': 'forbidden',
  'mail_provisioner.not_found': 'unknown',
  'mail_provisioner.unexpected': 'unknown',
} as const;

/** Why a change waits: other than after a refusal, nobody has to try again. */
export const troubleOf = (code: keyof typeof TROUBLES) => TROUBLES[code];
