import { afterAll, describe, expect, it } from 'vitest';
import { makeMailDomain } from '../builders/make-mail-domain.ts';
import { newId } from '../builders/new-id.ts';
import { openPostgresHarness } from '../support/postgres-harness.ts';

/** Not in the contract suite: storage that runs one transaction at a time has no way to show it. */
describe('holding a mail domain in PostgreSQL', async () => {
  const { unitOfWork, close } = await openPostgresHarness();
  afterAll(close);

  it('keeps no other transaction from holding it too', async () => {
    const mailDomain = makeMailDomain();
    await unitOfWork.run(({ mailDomains }) => mailDomains.insert(mailDomain));
    const hold = (meanwhile: () => Promise<number>) =>
      unitOfWork.run(async ({ mailDomains }) => {
        const held = await mailDomains.holdBySlugFor(mailDomain.slug, newId());
        expect(held).toEqual({ mailDomain, role: undefined });
        return 1 + (await meanwhile());
      });
    expect(await hold(() => hold(() => hold(async () => 0)))).toBe(3);
  });
});
