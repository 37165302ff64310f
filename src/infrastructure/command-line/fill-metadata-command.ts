import { Command } from 'commander';
import { AjvMetadataSchema } from '../../adapters/json-schema/ajv-metadata-schema.ts';
import { SecretBox } from '../../adapters/postgres/engine/secret-box.ts';
import { PgUnitOfWork } from '../../adapters/postgres/pg-unit-of-work.ts';
import { systemClock } from '../../adapters/system/system.ts';
import { makeFillMetadata } from '../../application/organization/change-metadata.ts';
import { loadMetadataSettings } from '../config/command/command-settings.ts';
import { openCommandPool } from './open-command-pool.ts';
import { print } from './output/standard-output.ts';

/** `fill-organization-metadata`: safe to repeat. */
export const makeFillMetadataCommand = (): Command =>
  new Command('fill-organization-metadata')
    .description('give organizations the metadata keys that the configured schema names and they lack')
    .action(async () => {
      const { database, secretKey, formerSecretKeys, organizationMetadataSchema } = loadMetadataSettings();
      const metadataSchema = new AjvMetadataSchema(organizationMetadataSchema);
      if (!metadataSchema.isConfigured) throw new Error('ORGANIZATION_METADATA_SCHEMA is not set');
      const pool = openCommandPool(database.url, 'regie-metadata');
      try {
        const unitOfWork = new PgUnitOfWork(pool, new SecretBox(secretKey, ...formerSecretKeys));
        const fill = makeFillMetadata({ unitOfWork, metadataSchema, clock: systemClock });
        const { seen, changed } = await fill();
        print(`${changed} of ${seen} organizations changed`);
      } finally {
        await pool.end();
      }
    });
