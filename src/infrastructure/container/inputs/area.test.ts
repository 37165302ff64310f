import { Container } from 'inversify';
import { expect, it } from 'vitest';
import { makeChangeAliasJob } from '../../../application/alias/change-alias-job.ts';
import { makeCreateTeam, makeEnsureMayCreateTeam } from '../../../application/team/create-team.ts';
import { aliases } from '../aliases.ts';
import { people } from '../people.ts';
import { area, GIVEN } from './area.ts';

it('an area is made once, from what is given and after the areas it needs', () => {
  const made: unknown[] = [];
  const first = area('First', (given) => {
    made.push(given);
    return { useCases: { count: () => made.length } };
  });
  const second = area(
    'Second',
    (_given, { useCases: { count } }) => {
      made.push('second');
      return { useCases: { count } };
    },
    first.offer,
  );
  const container = new Container();
  container.bind<unknown>(GIVEN).toConstantValue('what is given');
  container.load(second.module, first.module);

  const offered = container.get<{ useCases: { count: () => number } }>(second.offer);
  expect(made).toEqual(['what is given', 'second']);
  expect(container.get(second.offer)).toBe(offered);
  container.get(first.offer);
  expect(offered.useCases.count()).toBe(2);
});

it('a wrong or missing dependency does not compile', () => {
  // @ts-expect-error nothing given is called `ensureMayCreateTeam`
  area('Missing', (given) => ({ useCases: { createTeam: makeCreateTeam(given) } }));
  // @ts-expect-error there has to be a clock
  area('Wrong', (given) => ({ useCases: { change: makeChangeAliasJob({ ...given, clock: undefined }) } }));
  const make = makeEnsureMayCreateTeam;
  // @ts-expect-error the area that offers `getMe` is not asked for it
  area('Unasked', (_given, { useCases: { getMe } }) => ({ useCases: { may: make({ getMe }) } }));
  // @ts-expect-error aliases offer no `getMe`
  area('Elsewhere', (_given, { useCases: { getMe } }) => ({ useCases: { getMe } }), aliases.offer);
  const asked = area('Asked', (_given, { useCases: { getMe } }) => ({ useCases: { getMe } }), people.offer);
  expect(asked.offer.description).toBe('Asked');
});

it('a job is carried out by its own handler', () => {
  const change = makeChangeAliasJob;
  // @ts-expect-error mailboxes are not provisioned by it
  area('Swapped', (given) => ({ useCases: {}, jobs: { provision_mailbox: change(given) } }));
  // @ts-expect-error there is no such job
  area('Misspelt', (given) => ({ useCases: {}, jobs: { change_alais: change(given) } }));
  const right = area('Right', (given) => ({ useCases: {}, jobs: { change_alias: change(given) } }));
  expect(right.offer.description).toBe('Right');
});
