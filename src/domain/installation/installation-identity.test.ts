import { expect, it } from 'vitest';
import { differingAspects, type InstallationIdentity } from './installation-identity.ts';

const known: InstallationIdentity = {
  cluster: '7713941448164612981',
  database: '16384',
  table: '16390',
  name: 'prod https://regie.example.fr',
};

it.each<readonly [string, Partial<InstallationIdentity>, readonly string[]]>([
  ['the same, as after a failover to a standby', {}, []],
  ['a dump in another cluster, where identifiers may happen to be the same', { cluster: '77' }, ['cluster']],
  ['a dump beside the original', { database: '16999', table: '17004' }, ['database', 'table']],
  ['a copy of the database by its template', { database: '16999' }, ['database']],
  ['a dump put back into the same database', { table: '17004' }, ['table']],
  ['a snapshot of the disk, started as staging', { name: 'staging https://essai.example.fr' }, ['name']],
  ['a server that does not tell its identifier', { cluster: null }, []],
])('%s', (_what, present, expected) => {
  expect(differingAspects(known, { ...known, ...present })).toEqual(expected);
});

it('an identifier that was not told before is no difference', () => {
  expect(differingAspects({ ...known, cluster: null }, known)).toEqual([]);
});
