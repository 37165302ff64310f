import { expect, it } from 'vitest';
import { AjvMetadataSchema } from './ajv-metadata-schema.ts';

const french = new AjvMetadataSchema('fr/organization_metadata.json');

it.each([
  [{}, undefined],
  [{ is_commune: true, is_public_service: false, other: { deep: [1] } }, undefined],
  [{ is_commune: 'true' }, { path: 'is_commune', reason: 'must be boolean' }],
  [{ is_public_service: null }, { path: 'is_public_service', reason: 'must be boolean' }],
])('judges %j', (metadata, problem) => {
  expect(french.problem(metadata)).toEqual(problem);
});

it('names what is missing, and keeps what is there', () => {
  expect(french.missing({ is_commune: true, other: 1 })).toEqual({ is_public_service: false });
  expect(french.missing({ is_commune: null, is_public_service: true })).toEqual({});
});

it('expects nothing without a schema', () => {
  const none = new AjvMetadataSchema(undefined);
  expect([none.isConfigured, none.problem({ is_commune: 1 }), none.missing({})]).toEqual([
    false,
    undefined,
    {},
  ]);
});

it.each(['nowhere.json', '../../../README.md'])('refuses to start on %s', (file) => {
  expect(() => new AjvMetadataSchema(file)).toThrow(`The schema of metadata ${file} cannot be read`);
});
