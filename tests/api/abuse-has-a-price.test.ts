import { afterEach, describe, expect, it } from 'vitest';
import { MemoryActionCounters } from '../../src/adapters/memory/shared/memory-action-counters.ts';
import type { ThrottleRates } from '../../src/application/shared/throttling/request-throttle.ts';
import { loadSettings } from '../../src/infrastructure/config/settings.ts';
import { type Evry, openEvry } from './evry.ts';
import { openServed } from './served.ts';
import { trpcFailure } from './trpc-failure.ts';

const { actionRates } = loadSettings({ REGIE_ENV: 'dev' });
const HOUR = 3600;
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function open(write: ThrottleRates = actionRates.write): Promise<Evry> {
  const evry = await openEvry({
    adapters: { actionCounters: new MemoryActionCounters({ ...actionRates, write }) },
  });
  closing.push(() => evry.world.close());
  return evry;
}
const three: ThrottleRates = {
  burst: { requests: 3, seconds: 60 },
  sustained: { requests: 1000, seconds: HOUR },
};
const THROTTLED = {
  status: 429,
  headers: { 'retry-after': '60' },
  body: { detail: 'Request was throttled. Expected available in 60 seconds.' },
};
const idOf = ({ body }: { body: unknown }) => String((body as { id: string }).id);

describe('changes', () => {
  it('are 600 a minute and 10,000 an hour for a person, unless the operator says otherwise', () => {
    const usual = { burst: { requests: 600, seconds: 60 }, sustained: { requests: 10_000, seconds: HOUR } };
    expect(actionRates.write).toEqual(usual);
    const given = loadSettings({ REGIE_ENV: 'dev', WRITE_THROTTLE_RATES: ' 5/second, 9/day ' });
    expect(given.actionRates.write).toEqual({
      burst: { requests: 5, seconds: 1 },
      sustained: { requests: 9, seconds: 86_400 },
    });
    for (const WRITE_THROTTLE_RATES of [
      '5/second',
      '9/day,5/second',
      '1/day,2/day',
      '1/hour,2/day,3/day',
      'x',
    ]) {
      expect(() => loadSettings({ REGIE_ENV: 'dev', WRITE_THROTTLE_RATES })).toThrow('WRITE_THROTTLE_RATES');
    }
  });

  it('are counted together over REST and tRPC, whatever comes of them, and reading is not', async () => {
    const { world, alice, bob } = await open(three);
    const team = (name: string) => alice.rest('POST', 'teams/', { name });
    expect((await team('one')).status).toBe(201);
    expect((await alice.rest('POST', 'mail-domains/', {})).status).toBe(400);
    await alice.regie.teams.create.mutate({ name: 'two' });
    expect(await team('three')).toMatchObject(THROTTLED);
    expect(await alice.rest('DELETE', 'mail-domains/evryfr/aliases/?local_part=x')).toMatchObject(THROTTLED);
    const refused = await trpcFailure(alice.regie.teams.create.mutate({ name: 'four' }));
    expect(refused).toMatchObject({
      httpStatus: 429,
      domainCode: 'request.throttled',
      params: { seconds: '60' },
    });
    for (const path of ['teams/', 'mail-domains/', 'users/me/']) {
      expect((await alice.rest('GET', path)).status).toBe(200);
    }
    await alice.regie.teams.list.query({});
    expect((await bob.rest('POST', 'teams/', { name: 'of Bob' })).status).toBe(201);
    world.clock.advance(60);
    expect((await team('five')).status).toBe(201);
  });

  it('of the four groups with a rate of their own are not counted twice', async () => {
    const { alice } = await open(three);
    for (let made = 0; made < 5; made += 1) {
      const contact = { full_name: `n${made}`, data: {} };
      expect((await alice.rest('POST', 'contacts/', contact)).status).toBe(201);
    }
    expect((await alice.rest('POST', 'teams/', { name: 'one' })).status).toBe(201);
  });

  it('through other services are counted as those of the person', async () => {
    const served = await openServed({
      adapters: { actionCounters: new MemoryActionCounters({ ...actionRates, write: three }) },
    });
    closing.push(() => served.world.close());
    const drive = served.through('drive', served.people.alice);
    for (let made = 0; made < 3; made += 1) {
      expect((await drive('POST', 'teams/', { name: `team ${made}` })).status).toBe(201);
    }
    expect(await drive('POST', 'teams/', { name: 'one more' })).toMatchObject(THROTTLED);
    expect((await drive('GET', 'teams/')).status).toBe(200);
    expect((await served.through('visio', served.people.alice)('POST', 'teams/', { name: 'x' })).status).toBe(
      429,
    );
  });
});

describe('mails to strangers', () => {
  const invite = ({ alice }: Evry, team: string, email: string) =>
    alice.rest('POST', `teams/${team}/invitations/`, { email, role: 'member' });
  const newTeam = async ({ alice }: Evry) => idOf(await alice.rest('POST', 'teams/', { name: 'Accueil' }));

  it('are 60 an hour by one person, to teams and mail domains together', async () => {
    const evry = await open();
    const team = await newTeam(evry);
    for (let sent = 0; sent < 59; sent += 1) {
      expect((await invite(evry, team, `stranger-${sent}@example.org`)).status).toBe(201);
    }
    const form = { email: 'stranger-59@example.org', role: 'viewer' };
    expect((await evry.alice.rest('POST', 'mail-domains/evryfr/invitations/', form)).status).toBe(201);
    expect((await invite(evry, team, 'stranger-60@example.org')).status).toBe(429);
    await evry.world.jobs.run();
    expect(evry.world.mailer.sent).toHaveLength(60);
    // Whoever has an account gets no mail, and their access at once.
    expect((await invite(evry, team, 'dave@none.example')).status).toBe(429);
    const known = await evry.world.unitOfWork.run(({ users }) => users.find(evry.people.dave.id));
    expect((await invite(evry, team, known?.email ?? '')).status).toBe(201);
    evry.world.clock.advance(HOUR);
    expect((await invite(evry, team, 'stranger-60@example.org')).status).toBe(201);
  });

  it('are five a day to one address, of all senders, whatever becomes of the invitations', async () => {
    const evry = await open();
    for (let sent = 0; sent < 5; sent += 1) {
      const team = await newTeam(evry);
      const email = sent % 2 === 0 ? 'Stranger@Example.org' : 'stranger@example.org';
      expect((await invite(evry, team, email)).status).toBe(201);
    }
    const form = { email: 'stranger@example.org', role: 'viewer' };
    expect((await evry.bob.rest('POST', 'mail-domains/evryfr/invitations/', form)).status).toBe(429);
    expect((await invite(evry, await newTeam(evry), 'another@example.org')).status).toBe(201);
    evry.world.clock.advance(24 * HOUR);
    const alice = await evry.world.signIn(evry.people.alice);
    expect(
      (await invite({ ...evry, alice }, idOf(await alice.rest('POST', 'teams/', { name: 'x' })), form.email))
        .status,
    ).toBe(201);
  });

  it('use up nothing where they may not be sent', async () => {
    const evry = await open();
    const team = await newTeam(evry);
    for (let tried = 0; tried < 9; tried += 1) {
      const form = { email: 'stranger@example.org', role: 'member' };
      expect((await evry.dave.rest('POST', `teams/${team}/invitations/`, form)).status).toBe(403);
    }
    expect((await invite(evry, team, 'stranger@example.org')).status).toBe(201);
  });

  it('are not repeated within five minutes', async () => {
    const evry = await open();
    const teamId = await newTeam(evry);
    const id = idOf(await invite(evry, teamId, 'stranger@example.org'));
    const refresh = () => evry.alice.regie.teamInvitations.refresh.mutate({ teamId, id });
    await refresh();
    expect(await trpcFailure(refresh())).toMatchObject({ httpStatus: 429, params: { seconds: '300' } });
    evry.world.clock.advance(300);
    await refresh();
    await evry.world.jobs.run();
    expect(evry.world.mailer.sent).toHaveLength(3);
  });

  it('about mailboxes of domains that one administers do not count', async () => {
    const evry = await open();
    await evry.world.mailProvisioner.createMailbox({ domain: 'evry.fr', ...evry.jean });
    const path = `mail-domains/evryfr/mailboxes/${evry.jean.id}/login_link/`;
    for (let sent = 0; sent < 8; sent += 1) expect((await evry.alice.rest('POST', path)).status).toBe(200);
    await evry.world.jobs.run();
    expect(evry.world.mailer.sent).toHaveLength(8);
  });
});
