import { describe, expect, expectTypeOf, it } from 'vitest';
import { makeMailbox } from '../../../tests/builders/make-mailbox.ts';
import { asked, done, refused, unanswered, waiting, withheld } from '../../../tests/builders/provisioned.ts';
import type { MailDomainId } from '../shared/ids.ts';
import { isIn, type Mailbox, type MailboxIn } from './mailbox.ts';
import { type WantedOfMailbox, withWanted } from './mailbox-change.ts';
import { changeOf, failureOf, type Provisioned, type ProvisioningState } from './provisioning.ts';
import * as transitions from './provisioning-transitions.ts';

const AT = new Date('2026-03-01T09:00:00Z');
const BEFORE = new Date('2026-02-01T09:00:00Z');
const NAMES = { firstName: 'Ana', lastName: 'Da Costa' };
const TAKEN = { code: 'mailbox.address_taken', params: {} } as const;
const NO = { code: 'mailbox.refused', params: { reason: 'no' } } as const;
const changing = (wanted: Partial<WantedOfMailbox>) => withWanted(null, wanted, BEFORE);
const begun = { startedAt: BEFORE, notedAbsentAt: BEFORE };

/** Each state, with the variants that an event treats differently. */
const STATES = {
  waiting: waiting(),
  asked: asked(begun),
  'asked again after it was lost': asked({ ...begun, wasEnabled: true }),
  'enabled, of ours': done(begun),
  'enabled, to be renamed': done({ ...begun, change: changing({ formerNames: NAMES }) }),
  'enabled, found there': done({ startedAt: null }),
  'disabled, of ours': done(begun, 'disabled'),
  'disabled, to be enabled': done({ ...begun, change: changing({ active: true }) }, 'disabled'),
  refused: refused({ failure: NO }),
  'refused, nobody knows why': refused({ startedAt: null }),
  'refused, then disabled': refused({ failure: NO }, 'disabled'),
  withheld: withheld(),
  unanswered: unanswered(begun),
  'unanswered, to be disabled': unanswered({ ...begun, change: changing({ active: false }) }),
  'unanswered, to be enabled': unanswered({ ...begun, change: changing({ active: true }) }),
  'unanswered, to be disabled and renamed': unanswered({
    ...begun,
    change: changing({ active: false, formerNames: NAMES }),
  }),
  'unanswered, to be enabled and renamed': unanswered({
    ...begun,
    change: changing({ active: true, formerNames: NAMES }),
  }),
} as const satisfies Record<string, Provisioned>;
type State = keyof typeof STATES;

const inState = (state: State, given: Partial<Pick<Mailbox, 'passwordHash'>> = { passwordHash: 'hash' }) =>
  makeMailbox({
    mailDomainId: 'domain' as MailDomainId,
    firstName: 'Zoé',
    lastName: 'Leroy',
    provisioned: STATES[state],
    ...given,
  });

function only<In extends ProvisioningState>(mailbox: Mailbox, state: In): MailboxIn<In> {
  if (!isIn(mailbox, state)) throw new Error(`it is ${mailbox.provisioning.state}`);
  return mailbox;
}

/** A mailbox in a few words: status, state, pending steps, and why the provisioner refused. */
function summaryOf(mailbox: Mailbox): string {
  const { status, provisioning } = mailbox;
  const change = changeOf(mailbox);
  const startedAt = 'startedAt' in provisioning ? provisioning.startedAt : undefined;
  return [
    `${status} ${provisioning.state}`,
    ...(startedAt === null ? ['never asked for'] : []),
    ...(change?.active === true ? ['+on'] : []),
    ...(change?.active === false ? ['+off'] : []),
    ...(change?.formerNames ? [`+names, ${change.formerNames.firstName} there`] : []),
    ...(failureOf(mailbox) ? [`for ${failureOf(mailbox)?.code}`] : []),
    ...(provisioning.changeFailure ? [`told ${provisioning.changeFailure.code}`] : []),
  ].join(' ');
}
const decided = ({ mailbox, toAsk }: transitions.Decision): string =>
  `${summaryOf(mailbox)}${toAsk === undefined ? '' : ` → ${toAsk}`}`;

/** The state after each event in each state; the types rule out impossible combinations. */
const EVENTS: Record<
  string,
  readonly [(mailbox: Mailbox) => string | undefined, Partial<Record<State, string>>]
> = {
  enabled: [
    (mailbox) => decided(transitions.enabled(mailbox, AT)),
    {
      waiting: 'pending waiting → creation',
      asked: 'pending asked → creation',
      'asked again after it was lost': 'pending asked → creation',
      'enabled, of ours': 'enabled done +on → activation',
      'enabled, to be renamed': 'enabled done +on +names, Ana there → activation',
      'enabled, found there': 'enabled done never asked for +on → activation',
      'disabled, of ours': 'disabled done +on → activation',
      'disabled, to be enabled': 'disabled done +on → activation',
      refused: 'pending asked → creation',
      'refused, nobody knows why': 'pending waiting → creation',
      'refused, then disabled': 'pending asked → creation',
      withheld: 'pending waiting → creation',
      unanswered: 'disabled unanswered +on → activation',
      'unanswered, to be disabled': 'disabled unanswered +on → activation',
      'unanswered, to be enabled': 'disabled unanswered +on → activation',
      'unanswered, to be disabled and renamed': 'disabled unanswered +on +names, Ana there → activation',
      'unanswered, to be enabled and renamed': 'disabled unanswered +on +names, Ana there → activation',
    },
  ],
  disabled: [
    (mailbox) => decided(transitions.disabled(mailbox, AT)),
    {
      waiting: 'disabled withheld',
      asked: 'disabled unanswered +off → activation',
      'asked again after it was lost': 'disabled unanswered +off → activation',
      'enabled, of ours': 'enabled done +off → activation',
      'enabled, to be renamed': 'enabled done +off +names, Ana there → activation',
      'enabled, found there': 'enabled done never asked for +off → activation',
      'disabled, of ours': 'disabled done +off → activation',
      'disabled, to be enabled': 'disabled done +off → activation',
      refused: 'disabled refused for mailbox.refused',
      'refused, nobody knows why': 'disabled withheld',
      'refused, then disabled': 'disabled refused for mailbox.refused',
      withheld: 'disabled withheld',
      unanswered: 'disabled unanswered',
      'unanswered, to be disabled': 'disabled unanswered +off',
      'unanswered, to be enabled': 'disabled unanswered +off → activation',
      'unanswered, to be disabled and renamed': 'disabled unanswered +off +names, Ana there',
      'unanswered, to be enabled and renamed': 'disabled unanswered +off +names, Ana there → activation',
    },
  ],
  renamed: [
    (mailbox) => summaryOf(transitions.renamed(mailbox, NAMES, AT)),
    {
      waiting: 'pending waiting',
      asked: 'pending asked +names, Zoé there',
      'asked again after it was lost': 'pending asked +names, Zoé there',
      'enabled, of ours': 'enabled done +names, Zoé there',
      'enabled, to be renamed': 'enabled done +names, Ana there',
      'enabled, found there': 'enabled done never asked for +names, Zoé there',
      'disabled, of ours': 'disabled done',
      'disabled, to be enabled': 'disabled done +on +names, Zoé there',
      refused: 'failed refused for mailbox.refused',
      'refused, nobody knows why': 'failed refused never asked for',
      'refused, then disabled': 'disabled refused for mailbox.refused',
      withheld: 'disabled withheld',
      unanswered: 'disabled unanswered',
      'unanswered, to be disabled': 'disabled unanswered +off +names, Zoé there',
      'unanswered, to be enabled': 'disabled unanswered +on +names, Zoé there',
      'unanswered, to be disabled and renamed': 'disabled unanswered +off +names, Ana there',
      'unanswered, to be enabled and renamed': 'disabled unanswered +on +names, Ana there',
    },
  ],
  'an attempt to create it begins': [
    (mailbox) =>
      isIn(mailbox, 'waiting', 'asked') ? summaryOf(transitions.creationBegun(mailbox, AT, null)) : undefined,
    {
      waiting: 'pending asked',
      asked: 'pending asked',
      'asked again after it was lost': 'pending asked',
    },
  ],
  'the first attempt was not made after all': [
    (mailbox) =>
      isIn(mailbox, 'asked')
        ? summaryOf(transitions.creationWithdrawn(mailbox, STATES.waiting.provisioning))
        : undefined,
    { asked: 'pending waiting', 'asked again after it was lost': 'pending waiting' },
  ],
  'the provisioner created it': [
    (mailbox) => (isIn(mailbox, 'asked') ? summaryOf(transitions.created(mailbox, 'hash')) : undefined),
    { asked: 'enabled done', 'asked again after it was lost': 'enabled done' },
  ],
  'its address is taken there': [
    (mailbox) =>
      isIn(mailbox, 'asked') ? summaryOf(transitions.creationRefused(mailbox, TAKEN)) : undefined,
    {
      asked: 'failed refused for mailbox.address_taken',
      'asked again after it was lost': 'enabled done never asked for',
    },
  ],
  'the provisioner refused to create it': [
    (mailbox) => (isIn(mailbox, 'asked') ? summaryOf(transitions.creationRefused(mailbox, NO)) : undefined),
    {
      asked: 'failed refused for mailbox.refused',
      'asked again after it was lost': 'failed refused for mailbox.refused',
    },
  ],
  'the provisioner lost it': [
    (mailbox) => (isIn(mailbox, 'done') ? summaryOf(transitions.lost(mailbox, AT)) : undefined),
    {
      'enabled, of ours': 'pending asked',
      'enabled, to be renamed': 'pending asked +names, Ana there',
      'enabled, found there': 'pending waiting',
      'disabled, of ours': 'pending asked',
      'disabled, to be enabled': 'pending asked +on',
    },
  ],
  'what is wanted next was done there': [
    (mailbox) =>
      isIn(mailbox, 'done', 'unanswered')
        ? summaryOf(transitions.stepDone(mailbox, nextOf(mailbox)))
        : undefined,
    {
      'enabled, of ours': 'enabled done',
      'enabled, to be renamed': 'enabled done',
      'enabled, found there': 'enabled done never asked for',
      'disabled, of ours': 'disabled done',
      'disabled, to be enabled': 'enabled done',
      unanswered: 'disabled unanswered',
      'unanswered, to be disabled': 'disabled done',
      'unanswered, to be enabled': 'enabled done',
      'unanswered, to be disabled and renamed': 'disabled done',
      'unanswered, to be enabled and renamed': 'enabled done',
    },
  ],
  'what is wanted next was refused there': [
    (mailbox) =>
      isIn(mailbox, 'done', 'unanswered') && changeOf(mailbox)
        ? summaryOf(transitions.stepRefused(mailbox, nextOf(mailbox), NO))
        : undefined,
    {
      'enabled, to be renamed': 'enabled done told mailbox.refused',
      'disabled, to be enabled': 'disabled done told mailbox.refused',
      'unanswered, to be disabled': 'disabled unanswered told mailbox.refused',
      'unanswered, to be enabled': 'disabled unanswered told mailbox.refused',
      'unanswered, to be disabled and renamed': 'disabled unanswered told mailbox.refused',
      'unanswered, to be enabled and renamed': 'disabled unanswered told mailbox.refused',
    },
  ],
  'the provisioner does not know it': [
    (mailbox) => {
      if (!isIn(mailbox, 'done', 'unanswered') || !changeOf(mailbox)) return undefined;
      const decision = transitions.stepImpossible(mailbox, nextOf(mailbox), AT);
      return `${decided(decision)}${decision.isLost ? ', lost' : ''}`;
    },
    {
      'enabled, to be renamed': 'enabled done, lost',
      'disabled, to be enabled': 'disabled done told mail_provisioner.not_found, lost',
      'unanswered, to be disabled': 'disabled unanswered',
      'unanswered, to be enabled': 'pending asked → creation',
      'unanswered, to be disabled and renamed': 'disabled unanswered',
      'unanswered, to be enabled and renamed': 'pending asked +names, Ana there → creation',
    },
  ],
  'another one is there': [
    (mailbox) => (isIn(mailbox, 'unanswered') ? summaryOf(transitions.strangerFound(mailbox)) : undefined),
    {
      unanswered: 'disabled refused for mailbox.address_taken',
      'unanswered, to be disabled': 'disabled refused for mailbox.address_taken',
      'unanswered, to be enabled': 'disabled refused for mailbox.address_taken told mailbox.address_taken',
      'unanswered, to be disabled and renamed': 'disabled refused for mailbox.address_taken',
      'unanswered, to be enabled and renamed':
        'disabled refused for mailbox.address_taken told mailbox.address_taken',
    },
  ],
};

const nextOf = (mailbox: Mailbox) => (changeOf(mailbox)?.active === null ? 'names' : 'activation');

describe.each(Object.entries(EVENTS))('%s', (_event, [happen, outcomes]) => {
  it.each(Object.keys(STATES) as State[])('%s', (state) => {
    expect(happen(inState(state))).toBe(outcomes[state]);
  });
});

describe('a mailbox whose owner was never notified', () => {
  const unannounced = (state: State) => inState(state, { passwordHash: null });

  it.each<[State, string]>([
    ['disabled, to be enabled', 'pending asked'],
    ['unanswered, to be enabled', 'pending asked'],
    ['unanswered, to be disabled', 'disabled done'],
  ])('is to be completed once it is on: %s', (state, outcome) => {
    const mailbox = unannounced(state);
    expect(
      isIn(mailbox, 'done', 'unanswered') && summaryOf(transitions.stepDone(mailbox, 'activation')),
    ).toBe(outcome);
  });

  it('is still known to be ours then', () => {
    const mailbox = unannounced('unanswered, to be enabled');
    const after = isIn(mailbox, 'unanswered') && transitions.stepDone(mailbox, 'activation');
    expect(after).toMatchObject({ provisioning: { ...begun, since: mailbox.createdAt, attempts: 0 } });
  });
});

it.each<[State, Date | null]>([
  ['refused', null],
  ['asked', BEFORE],
])(
  'when its creation is asked for anew, %s, it was last seen not to be there: %s',
  (state, notedAbsentAt) => {
    const { mailbox } = transitions.enabled(inState(state), AT);
    expect(mailbox).toMatchObject({ provisioning: { notedAbsentAt, since: AT, attempts: 0 } });
  },
);

it('counts attempts, and keeps why the one before came to nothing', () => {
  const first = transitions.creationBegun(only(inState('waiting'), 'waiting'), BEFORE, BEFORE);
  const troubled = transitions.creationTroubled(first, 'mail_provisioner.forbidden');
  const { provisioning } = transitions.creationBegun(troubled, AT, BEFORE);
  expect(provisioning).toMatchObject({ attempts: 2, trouble: 'mail_provisioner.forbidden', startedAt: AT });
  expect(transitions.creationWithdrawn({ ...first, provisioning }, troubled.provisioning)).toEqual(troubled);
});

it('leaves what another one there is called alone', () => {
  const { mailbox } = transitions.enabled(inState('unanswered'), AT);
  const renamed = transitions.renamed(mailbox, NAMES, AT);
  expect(changeOf(renamed)).toMatchObject({ active: true, formerNames: { firstName: 'Zoé' } });
  const after = isIn(renamed, 'unanswered') ? transitions.strangerFound(renamed) : renamed;
  expect(changeOf(after)).toBeNull();
  expect(after).toMatchObject(NAMES);
});

it('takes former names back where the provisioner refuses new ones', () => {
  const mailbox = only(inState('enabled, to be renamed'), 'done');
  expect(transitions.stepRefused(mailbox, 'names', NO)).toMatchObject(NAMES);
});

it('combines a status with no other state', () => {
  expectTypeOf<In<'enabled', 'waiting'>>().toBeNever();
  expectTypeOf<In<'pending', 'done'>>().toBeNever();
  expectTypeOf<In<'failed', 'done'>>().toBeNever();
  expectTypeOf<In<'enabled', 'refused'>>().toBeNever();
  expectTypeOf<In<'enabled', 'withheld'>>().toBeNever();
  expectTypeOf<In<'pending', 'unanswered'>>().toBeNever();
  expectTypeOf<MailboxIn<'waiting'>>().not.toExtend<Parameters<typeof transitions.created>[0]>();
  expectTypeOf<MailboxIn<'done'>>().not.toExtend<Parameters<typeof transitions.created>[0]>();
  expectTypeOf<MailboxIn<'asked'>>().not.toExtend<Parameters<typeof transitions.stepDone>[0]>();
  expectTypeOf<MailboxIn<'refused'>>().not.toExtend<Parameters<typeof transitions.lost>[0]>();
});
type In<Status extends Provisioned['status'], State extends Provisioned['provisioning']['state']> = Extract<
  Provisioned,
  { readonly status: Status; readonly provisioning: { readonly state: State } }
>;
