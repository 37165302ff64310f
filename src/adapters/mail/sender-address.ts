import addressparser from 'nodemailer/lib/addressparser';

/**
 * The address in the configured sender, such as `La Régie <no-reply@example.fr>`; undefined when it has none or several:
 * mails would be sent with the empty sender, which is for delivery reports.
 */
export function senderAddress(from: string): string | undefined {
  const [only, ...others] = addressparser(from, { flatten: true });
  return only !== undefined && others.length === 0 && /^[^\s<>@]+@[^\s<>@]+$/.test(only.address)
    ? only.address
    : undefined;
}
