import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeMetrics } from '../../src/infrastructure/observability/metrics/metrics.ts';
import { makeProcessMetrics } from '../../src/infrastructure/processes/process-metrics.ts';

const read = (...path: string[]) => readFileSync(join(import.meta.dirname, '..', '..', ...path), 'utf8');
const [rules, cases, dashboard, page] = [
  read('deploy', 'prometheus', 'alerts.yml'),
  read('deploy', 'prometheus', 'alerts.test.yml'),
  read('deploy', 'grafana', 'regie.json'),
  read('docs', 'metrics.md'),
] as const;

const all = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, found = '']) => found);
const known = new Set(
  [makeMetrics(), makeProcessMetrics()].flatMap(({ registry }) =>
    registry.getMetricsAsArray().map(({ name }) => name),
  ),
);
const isKnown = (name: string) => known.has(name) || known.has(name.replace(/_(?:count|sum|bucket)$/, ''));

describe.each([
  ['alert rules', rules],
  ['their cases', cases],
  ['the dashboard', dashboard],
  ['the page about them', page],
])('%s', (_, text) => {
  it('name metrics that there are', () => {
    const names = all(text, /\b(regie_[a-z_]+[a-z])\b(?!…)/g).filter(
      (name) => !/^regie_(?:process|nodejs)$/.test(name),
    );
    expect(names.length).toBeGreaterThan(10);
    expect(names.filter((name) => !isKnown(name))).toEqual([]);
  });
});

const alerts = all(rules, /- alert: (\w+)/g);

it('every alert says what is wrong and what to do, has a section and is tried', () => {
  const count = (pattern: RegExp) => all(rules, pattern).length;
  expect(alerts.length).toBeGreaterThan(10);
  expect([count(/^ {10}(summary): ./gm), count(/^ {10}(action): ./gm)]).toEqual([
    alerts.length,
    alerts.length,
  ]);
  expect(all(rules, /runbook: docs\/metrics\.md#(\w+)/g)).toEqual(alerts.map((name) => name.toLowerCase()));
  expect(all(page, /^### (\w+)/gm)).toEqual(alerts);
  expect(all(cases, /^ {2}- name: (Regie\w+)/gm)).toEqual(alerts);
});

it('every measure of ours is in the page, and in the dashboard or a rule', () => {
  const ours = [...known].filter((name) => !/^regie_(?:process|nodejs)_/.test(name));
  expect(ours.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  expect(ours.filter((name) => !dashboard.includes(name) && !rules.includes(name))).toEqual([]);
});
