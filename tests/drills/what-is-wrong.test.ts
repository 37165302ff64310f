import { describe, expect, it } from 'vitest';
import { type Sides, whatIsWrong } from '../../bench/drills/what-is-wrong.ts';

const wanted = (localPart: string) => ({
  localPart,
  domain: 'd.example.fr',
  secondaryEmail: `${localPart}@perso.example`,
});
const once = new Map([['<1@regie>', 1]]);

/** One mailbox that was acknowledged, and one that was made although its outcome was unknown. */
const WELL: Sides = {
  outcomes: {
    acknowledged: [wanted('a')],
    refused: [wanted('r')],
    uncertain: [wanted('u'), wanted('v')],
    failures: [],
  },
  stored: new Map([
    ['a@d.example.fr', 'enabled'],
    ['u@d.example.fr', 'enabled'],
  ]),
  there: new Map([
    ['a@d.example.fr', 1],
    ['u@d.example.fr', 1],
  ]),
  // The same mail twice: mails are sent at least once.
  mails: new Map([
    ['a@perso.example', new Map([['<1@regie>', 2]])],
    ['u@perso.example', once],
  ]),
  aliases: ['x@d.example.fr to y'],
  aliasesThere: ['x@d.example.fr to y'],
  jobs: [],
};

describe('what a drill finds wrong', () => {
  it('is nothing where all was carried out once', () => {
    expect(whatIsWrong(WELL)).toEqual([]);
  });

  it.each<[string, Partial<Sides>, string]>([
    [
      'an acknowledged mailbox is lost',
      { outcomes: { ...WELL.outcomes, acknowledged: [wanted('a'), wanted('b')] } },
      'lost: b@d.example.fr was acknowledged and is not stored',
    ],
    [
      'a refused one is stored',
      {
        outcomes: { ...WELL.outcomes, refused: [wanted('u')], uncertain: [] },
      },
      'untrue: u@d.example.fr was refused and is stored',
    ],
    [
      'one is unfinished',
      { stored: new Map([...WELL.stored, ['a@d.example.fr', 'pending']]) },
      'unfinished: a@d.example.fr is pending',
    ],
    [
      'dimail lacks one',
      { there: new Map([['a@d.example.fr', 1]]) },
      'lost: u@d.example.fr is not at dimail',
    ],
    [
      'dimail made one twice',
      { there: new Map([...WELL.there, ['a@d.example.fr', 2]]) },
      'doubled: a@d.example.fr was created 2 times at dimail',
    ],
    [
      'dimail has one that we lack',
      { there: new Map([...WELL.there, ['x@d.example.fr', 1]]) },
      'left over: dimail has x@d.example.fr, which is not stored',
    ],
    [
      'an owner got no mail',
      { mails: new Map([['a@perso.example', once]]) },
      'the owner of u@d.example.fr got 0 mails',
    ],
    [
      'an owner got two mails',
      { mails: new Map([...WELL.mails, ['u@perso.example', new Map([...once, ['<2@regie>', 1]])]]) },
      'the owner of u@d.example.fr got 2 mails',
    ],
    ['an alias is lost', { aliasesThere: [] }, 'lost: the alias x@d.example.fr to y is not at dimail'],
    [
      'an alias is there twice',
      { aliasesThere: [...WELL.aliasesThere, ...WELL.aliasesThere] },
      'left over: dimail has the alias x@d.example.fr to y, which is not stored so often',
    ],
    ['a job is left', { jobs: ['provision_mailbox'] }, 'left over: the job provision_mailbox'],
    [
      'a request failed otherwise',
      { outcomes: { ...WELL.outcomes, failures: ['500'] } },
      'answered in a way that no caller can work with: 500',
    ],
  ])('tells when %s', (_what, changed, line) => {
    expect(whatIsWrong({ ...WELL, ...changed })).toEqual([line]);
  });
});
