import { expect, it } from 'vitest';
import { installedPostgres, installedPrograms } from '../../bench/drills/installed-programs.ts';

it('finds programs by the path', () => {
  expect(installedPrograms({ sh: 'dash', tar: 'tar' }).sh).toMatch(/\/sh$/);
});

it('names the packages of all that is missing, once each', () => {
  const wanted = {
    sh: 'dash',
    'no-such-balancer': 'haproxy',
    'no-such-pool': 'haproxy',
    'no-such-etcd': 'etcd-server',
  };
  expect(() => installedPrograms(wanted)).toThrow('apt-get install haproxy etcd-server');
  expect(() => installedPostgres(['initdb', 'no-such-tool'])).toThrow('apt-get install postgresql');
});
