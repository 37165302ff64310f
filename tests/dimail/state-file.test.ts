import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningDimail, startDimail } from '../../dev/dimail/start-dimail.ts';
import { dimailCaller, REGIE, webmailDomain } from '../support/dimail-caller.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const NAMES = { givenName: 'Ada', surName: 'Byron', displayName: 'Ada Byron' };

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let dataFile: string;
beforeAll(async () => {
  folder = await temporaryFolder();
  dataFile = join(folder.path, 'kept', 'dimail.json');
});
afterAll(() => folder.remove());

async function running<T>(work: (dimail: RunningDimail) => Promise<T>): Promise<T> {
  const dimail = await startDimail({ port: 0, dataFile });
  try {
    return await work(dimail);
  } finally {
    await dimail.close();
  }
}

describe('dimail server that keeps its state', () => {
  it('knows after its next start what it knew, be it asked for or made out of band', async () => {
    const before = await running(async ({ url, control }) => {
      const caller = dimailCaller(url);
      const created = await caller.call('POST', '/domains/', { as: REGIE, json: webmailDomain('evry.fr') });
      expect(created.status).toBe(201);
      control.outOfBand.addDomain('varzy.fr', { contextName: 'evry.fr' });
      control.outOfBand.addMailbox({ email: 'ada@evry.fr', names: NAMES });
      control.outOfBand.putAlias({ localPart: 'contact', domain: 'evry.fr', destination: 'ada@evry.fr' });
      control.outOfBand.scriptCheck('varzy.fr', 'broken');
      return control.dump();
    });
    await running(async ({ url, control }) => {
      expect(control.dump()).toEqual(before);
      const caller = dimailCaller(url);
      const { body } = await caller.call('GET', '/domains/varzy.fr/check', { as: REGIE });
      expect(body).toMatchObject({ state: 'broken', mx: { ok: false } });
      // Display names are unique in the context that both domains are mapped to.
      expect(() => control.outOfBand.addMailbox({ email: 'ada@varzy.fr', names: NAMES })).toThrow(
        'duplicate',
      );
    });
  });

  it('has written what it answered before it is killed', async () => {
    await running(async ({ url }) => {
      const caller = dimailCaller(url);
      await caller.call('POST', '/domains/', { as: REGIE, json: webmailDomain('killed.fr') });
      expect(readFileSync(dataFile, 'utf8')).toContain('killed.fr');
    });
  });

  it('says which file it cannot read', async () => {
    writeFileSync(dataFile, '{}');
    await expect(startDimail({ port: 0, dataFile })).rejects.toThrow(`${dataFile} holds no state of dimail`);
  });
});
