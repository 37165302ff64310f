/** In place of a stored secret that none of the installation's keys opens. It stays stored: the key may come back. */
export type Unreadable = Readonly<{ isUnreadable: true }>;
export const UNREADABLE: Unreadable = { isUnreadable: true };

export const isUnreadable = (value: unknown): value is Unreadable =>
  typeof value === 'object' && value !== null && 'isUnreadable' in value;
