import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { StorageHarness } from '../support/storage-harness.ts';
import { DELETIONS } from './deletions.ts';

/** The cascades of a removal. `tests/postgres/deletion-cascades.test.ts` fails when a table is missing here. */
export const deletionsContract = (name: string, open: () => Promise<StorageHarness>) =>
  describe(`deletions contract: ${name}`, async () => {
    const { unitOfWork, reset, close } = await open();
    beforeEach(reset);
    afterAll(close);

    it.each(Object.entries(DELETIONS))(
      'removes a row of %s with all that hangs on it, and nothing that hangs on another',
      async (_table, { arrange, fate }) => {
        const [removed, kept] = await unitOfWork.run(async (stores) => [
          await arrange(stores),
          await arrange(stores),
        ]);
        const look = ({ hanging }: typeof removed) =>
          unitOfWork.run(async (stores) => {
            const found: [string, string][] = [];
            for (const [what, see] of Object.entries(hanging)) found.push([what, await see(stores)]);
            return Object.fromEntries(found);
          });
        const all = (expected: string) =>
          Object.fromEntries(Object.keys(removed.hanging).map((what) => [what, expected]));
        expect(await look(removed)).toEqual(all('there'));

        await unitOfWork.run((stores) => removed.remove(stores));

        expect(await look(removed)).toEqual(all(fate));
        expect(await look(kept)).toEqual(all('there'));
      },
    );
  });
