type CaughtMail = { readonly subject: string; readonly text: string };

/** Reads what the mail catcher caught. */
export class MailReader {
  constructor(private readonly url: string) {}

  async to(recipient: string): Promise<readonly CaughtMail[]> {
    const response = await fetch(`${this.url}/api/messages?to=${encodeURIComponent(recipient)}`);
    if (!response.ok) throw new Error(`the mail catcher answered ${response.status}`);
    return (await response.json()) as CaughtMail[];
  }
}
