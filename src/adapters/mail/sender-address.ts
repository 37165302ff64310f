import addressparser from 'nodemailer/lib/addressparser';

/**
 * The address in what is configured as sender, such as `La Régie <no-reply@example.fr>`; undefined when there is none, or
 * more than one: mails would go out with the empty sender, which is that of reports.
 */
export function senderAddress(from: string): string | undefined {
  const [only, ...others] = addressparser(from, { flatten: true });
  return only !== undefined && others.length === 0 && /^[^\s<>@]+@[^\s<>@]+$/.test(only.address)
    ? only.address
    : undefined;
}
