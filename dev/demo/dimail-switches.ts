type Verdict = 'ok' | 'broken';

/** The control API of the development dimail. */
export class DimailSwitches {
  constructor(private readonly url: string) {}

  /** Sets the result of checks of domains without a script of their own. */
  async checksSay(verdict: Verdict): Promise<void> {
    await this.#call('PATCH', '/switches', { defaultCheck: verdict });
  }

  async domainCheckSays(domain: string, verdict: Verdict): Promise<void> {
    await this.#call('PUT', `/domains/${domain}/check`, verdict);
  }

  async mailboxes(): Promise<readonly { readonly email: string; readonly creations: number }[]> {
    const state = (await this.#call('GET', '/state')) as {
      mailboxes: { email: string; creations: number }[];
    };
    return state.mailboxes;
  }

  /** Uses a login link once; the address of the mailbox it opens, or undefined when it opens none. */
  async opens(loginLink: string): Promise<string | undefined> {
    const code = decodeURIComponent(new URL(loginLink).pathname.split('/').at(-1) ?? '');
    const use = (await this.#call('POST', '/codes/use', { code })) as { outcome: string; email?: string };
    return use.outcome === 'opened' ? use.email : undefined;
  }

  async #call(method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(`${this.url}/__control__${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    if (!response.ok)
      throw new Error(`dimail's control API answered ${response.status}: ${await response.text()}`);
    return response.status === 204 ? undefined : response.json();
  }
}
