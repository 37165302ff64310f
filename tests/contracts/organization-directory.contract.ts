import { afterAll, describe, expect, it } from 'vitest';
import type { OrganizationDirectory } from '../../src/application/organization/plugins/organization-directory.ts';
import type { Siren, Siret } from '../../src/domain/organization/siret.ts';
import { DINUM, DIRECTORY_SAMPLES } from './directory-samples.ts';

type DirectoryHarness = {
  /** A directory with the entries of `DIRECTORY_SAMPLES`. */
  directory: OrganizationDirectory;
  /** Makes the next question fail: over quota (to ask again in 30 seconds), out of order, or not readable. */
  failOnce(failure: 'busy' | 'down' | 'unreadable'): void;
  close(): Promise<void>;
};

const SIRET = '13002526500013' as Siret;

export const organizationDirectoryContract = (name: string, open: () => Promise<DirectoryHarness>) =>
  describe(`organization directory contract: ${name}`, async () => {
    const { directory, failOnce, close } = await open();
    afterAll(close);

    it.each(DIRECTORY_SAMPLES.map((entry) => [entry.establishment?.siret ?? '', entry] as const))(
      'finds the unit and the establishment of %s',
      async (siret, entry) => {
        expect(await directory.findBySiret(siret as Siret)).toEqual(entry);
      },
    );

    it.each(DIRECTORY_SAMPLES.map((entry) => [entry.siren, entry] as const))(
      'finds the unit %s without an establishment',
      async (siren, entry) => {
        expect(await directory.findBySiren(siren)).toEqual({ ...entry, establishment: null });
      },
    );

    it.each(['12345678901234', '13002526500021'])('knows no establishment %s', async (siret) => {
      expect(await directory.findBySiret(siret as Siret)).toBeUndefined();
    });

    it('knows no unit of an unknown number', async () => {
      expect(await directory.findBySiren('123456789' as Siren)).toBeUndefined();
    });

    it('says when to come back', async () => {
      failOnce('busy');
      await expect(directory.findBySiret(SIRET)).rejects.toMatchObject({
        name: 'DomainError',
        code: 'organization_directory.unavailable',
        retryAfterSeconds: 30,
      });
      expect(await directory.findBySiret(SIRET)).toEqual(DINUM);
    });

    it.each([
      ['down', 'organization_directory.unavailable'],
      ['unreadable', 'organization_directory.unexpected'],
    ] as const)('reports that it is %s', async (failure, code) => {
      failOnce(failure);
      await expect(directory.findBySiret(SIRET)).rejects.toMatchObject({ name: 'DomainError', code });
      failOnce(failure);
      await expect(directory.findBySiren(DINUM.siren)).rejects.toMatchObject({ name: 'DomainError', code });
      expect(await directory.findBySiret(SIRET)).toEqual(DINUM);
    });
  });
