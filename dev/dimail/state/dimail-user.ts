/** An API account: an administrator may do everything, others what `perms` and allows say (contract/dimail.md section 3). */
export type DimailUser = Readonly<{
  name: string;
  uuid: string;
  isAdmin: boolean;
  perms: readonly string[];
  passwordHash: string;
}>;

export const isAdmin = (user: DimailUser): boolean => user.isAdmin;

/** A guard for routes that an administrator or a holder of one of `perms` may call. */
export const mayAny =
  (...perms: string[]) =>
  (user: DimailUser): boolean =>
    user.isAdmin || perms.some((perm) => user.perms.includes(perm));
