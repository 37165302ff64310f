import { createHash } from 'node:crypto';
import { z } from 'zod';
import type {
  Introspection,
  TokenIntrospector,
} from '../../src/application/access/resource-server/token-introspector.ts';
import { DomainError } from '../../src/domain/shared/errors.ts';

const answerSchema = z.object({
  owner: z.string().min(1),
  application: z.string().min(1),
  rights: z.array(z.string()),
  until: z.coerce.date(),
});

/** Asks an API gateway that knows tokens by their SHA-256, in a format of its own, instead of RFC 7662. */
export class GatewayTokenIntrospector implements TokenIntrospector {
  constructor(private readonly url: string) {}

  async introspect(token: string): Promise<Introspection> {
    const name = createHash('sha256').update(token).digest('hex');
    const response = await fetch(`${this.url}/tokens/${name}`, {
      redirect: 'error',
      signal: AbortSignal.timeout(2_000),
    }).catch((cause: unknown) => {
      throw new DomainError('identity_provider.unavailable', 'The gateway cannot be reached', { cause });
    });
    if (response.status === 404) return { active: false };
    if (response.status >= 500) {
      throw new DomainError('identity_provider.unavailable', `The gateway answered ${response.status}`);
    }
    const answer = answerSchema.safeParse(await response.json().catch(() => undefined));
    if (!answer.success)
      throw new DomainError('identity_provider.unexpected', 'The gateway cannot be understood');
    const { owner, application, rights, until } = answer.data;
    return { active: true, sub: owner, clientId: application, scopes: rights, expiresAt: until };
  }
}
