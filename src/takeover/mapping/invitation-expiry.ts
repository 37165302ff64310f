const VALIDITY_MS = 7 * 24 * 60 * 60 * 1000;

/**
 * When an invitation of the reference ends: seven days after its last change, which is what people were shown as
 * `is_expired`; stored from now on (deviation D3). Microseconds are kept.
 */
export function expiryOf({ updated_at: updatedAt }: { readonly updated_at: string }): string {
  const milliseconds = new Date(Date.parse(updatedAt) + VALIDITY_MS).toISOString();
  return `${milliseconds.slice(0, -1)}${updatedAt.slice(-4)}`;
}
