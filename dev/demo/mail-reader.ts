type CaughtMail = { readonly subject: string; readonly text: string };

/** Reads the mails of the mail catcher. */
export class MailReader {
  constructor(private readonly url: string) {}

  async to(recipient: string): Promise<readonly CaughtMail[]> {
    const response = await fetch(`${this.url}/api/messages?to=${encodeURIComponent(recipient)}`);
    if (!response.ok) throw new Error(`the mail catcher answered ${response.status}`);
    return (await response.json()) as CaughtMail[];
  }
}
