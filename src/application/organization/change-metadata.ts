import type { AuditAuthor, AuditDetails } from '../../domain/audit/audit-entry.ts';
import { changeOf } from '../../domain/audit/change-of.ts';
import type { Organization } from '../../domain/organization/organization.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { OrganizationId } from '../../domain/shared/ids.ts';
import { jsonBytes } from '../../domain/shared/json-bytes.ts';
import { unstorablePart } from '../../domain/shared/storable-text.ts';
import { METADATA_MAX_BYTES } from '../../domain/shared/stored-bounds.ts';
import type { Actor } from '../shared/actor.ts';
import type { Clock } from '../shared/system.ts';
import type { Repositories, UnitOfWork } from '../unit-of-work.ts';
import { lockOrganizationFor } from './lock-organization-for.ts';
import type { Metadata, MetadataSchema } from './metadata-schema.ts';
import { organizationAuditSubject } from './organization-audit-subject.ts';

type Stores = Pick<Repositories, 'organizations' | 'organizationAccesses' | 'audit'>;

/** A value as an entry of the audit log holds it: objects and lists become JSON text. */
const plain = (value: unknown): string | number | boolean | null =>
  value === undefined || value === null
    ? null
    : typeof value === 'object'
      ? JSON.stringify(value)
      : (value as string | number | boolean);

const changesBetween = (before: Metadata, after: Metadata): AuditDetails => {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const changes = keys.map((key) =>
    changeOf(key, { [key]: plain(before[key]) }, { [key]: plain(after[key]) }),
  );
  return Object.assign({}, ...changes) as AuditDetails;
};

const store = async (
  { organizations, audit }: Pick<Stores, 'organizations' | 'audit'>,
  by: AuditAuthor,
  organization: Organization,
  metadata: Metadata,
  at: Date,
): Promise<Organization> => {
  const changed = { ...organization, metadata, updatedAt: at };
  await organizations.update(changed);
  await audit.append(by, {
    ...organizationAuditSubject(organization),
    at,
    action: 'organization.metadata_changed',
    details: changesBetween(organization.metadata, metadata),
  });
  return changed;
};

/** Requests nest no deeper than this. */
const DEEPEST = 50;

function storageProblem(metadata: Metadata) {
  const part = unstorablePart(metadata, DEEPEST);
  return part && { path: part.path.join('.'), reason: `the ${part.what} cannot be stored` };
}

/** Metadata that exceeded the bound before it existed may be written again. */
const sizeProblem = (metadata: Metadata, before: Metadata) =>
  jsonBytes(metadata) > METADATA_MAX_BYTES && JSON.stringify(metadata) !== JSON.stringify(before)
    ? { path: '', reason: `more than ${METADATA_MAX_BYTES} bytes of JSON` }
    : undefined;

export type ChangeMetadata = (actor: Actor, id: OrganizationId, metadata: Metadata) => Promise<Organization>;

/**
 * Replaces the metadata of an organization, by a staff member.
 *
 * @throws DomainError `organization.not_found`, `organization.action_forbidden`, `organization.metadata_invalid`
 *   (params: `path`, `reason`)
 */
export const makeChangeMetadata =
  ({
    unitOfWork,
    metadataSchema,
    clock,
  }: {
    unitOfWork: UnitOfWork<Stores>;
    metadataSchema: MetadataSchema;
    clock: Clock;
  }): ChangeMetadata =>
  (actor, id, metadata) =>
    unitOfWork.run(async (stores) => {
      const organization = await lockOrganizationFor(stores, actor, id, 'changeMetadata');
      const problem =
        storageProblem(metadata) ??
        sizeProblem(metadata, organization.metadata) ??
        metadataSchema.problem(metadata);
      if (problem) {
        throw new DomainError('organization.metadata_invalid', 'The metadata break the schema', {
          params: problem,
        });
      }
      return store(stores, actor, organization, metadata, clock.now());
    });

/** Organizations treated in one transaction. */
const BATCH = 200;

const BY_COMMAND: AuditAuthor = {
  userId: null,
  origin: { address: null, requestId: null, via: 'command_line', client: null },
};

/** Returns the number of organizations, and how many of them were changed. */
export type FillMetadata = () => Promise<{ readonly seen: number; readonly changed: number }>;

/**
 * Adds to every organization the keys of the schema that its metadata lack; existing values stay (contract/rest-api.md
 * 5.2).
 */
export const makeFillMetadata =
  ({
    unitOfWork,
    metadataSchema,
    clock,
  }: {
    unitOfWork: UnitOfWork<Pick<Stores, 'organizations' | 'audit'>>;
    metadataSchema: MetadataSchema;
    clock: Clock;
  }): FillMetadata =>
  async () => {
    let [seen, changed] = [0, 0];
    let last: OrganizationId | undefined;
    do {
      const ids = await unitOfWork.run(async (stores) => {
        const organizations = await stores.organizations.lockAfter(last, BATCH);
        for (const organization of organizations) {
          const missing = metadataSchema.missing(organization.metadata);
          if (Object.keys(missing).length === 0) continue;
          const filled = { ...organization.metadata, ...missing };
          await store(stores, BY_COMMAND, organization, filled, clock.now());
          changed += 1;
        }
        return organizations.map(({ id }) => id);
      });
      seen += ids.length;
      last = ids.length === BATCH ? ids.at(-1) : undefined;
    } while (last);
    return { seen, changed };
  };
