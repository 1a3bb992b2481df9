import { describe, expect, it } from 'vitest';
import { checksOf } from '@/utils/checks/checks';
import type { BrowserFacts, Facts, Premises, Probe, Reach } from '@/utils/checks/model';
import { runChecks } from '@/utils/checks/run-checks';
import { answers, facts, premises, refused } from './facts';

/** A run against these answers; answers the probes that it asked, and all it said on the way. */
async function run({
  of = premises(),
  hostAccess = true,
  reach = 'reachable',
  probes = {},
}: {
  of?: Premises;
  hostAccess?: boolean;
  reach?: Reach;
  probes?: Facts['probes'];
} = {}) {
  const asked: (Probe | 'reach')[] = [];
  const said: Facts[] = [];
  await runChecks(
    of,
    {
      readBrowser: async () => ({ ...(facts().browser as BrowserFacts), hostAccess }),
      reach: async () => {
        asked.push('reach');
        return reach;
      },
      probe: async (probe) => {
        asked.push(probe);
        return answers(probes)[probe];
      },
    },
    (news) => said.push(news),
  );
  return { asked, said, last: said.at(-1) };
}

describe('a run', () => {
  it('uses the last answer for probes that the budget postpones, and says so', async () => {
    const known = { answers: {}, at: {} };
    const said: Facts[] = [];
    const runAt = (now: number, probes: Facts['probes']) =>
      runChecks(
        premises(),
        {
          readBrowser: async () => facts().browser as BrowserFacts,
          reach: async () => 'reachable',
          probe: async (probe) => answers(probes)[probe],
        },
        (news) => said.push(news),
        known,
        () => now,
      );
    await runAt(1_000, {});
    await runAt(2_000, { own: refused({ code: 'rate-limited', retryAt: 60_000 }) });
    expect(said.at(-1)?.skipped).toEqual({ own: { retryAt: 60_000, answeredAt: 1_000 } });
    expect(said.at(-1)?.probes.own).toEqual({ ok: true, value: {} });
    // What Genesys Cloud itself answers is an answer.
    await runAt(3_000, { own: refused({ code: 'rate-limited', status: 429, retryAt: 60_000 }) });
    expect(said.at(-1)?.skipped).toBeUndefined();
  });

  it('asks everything once where all is well: eight requests', async () => {
    const { asked, last } = await run();
    expect(asked).toEqual([
      'reach',
      'token',
      'person',
      'own',
      'agents',
      'queues',
      'search',
      'sessions-service',
      'notifications',
    ]);
    expect(last && checksOf(last).filter(({ state }) => state !== 'good')).toEqual([]);
  });

  it('includes later changes in the browser, such as the script that is registered after a grant', async () => {
    const { browser } = facts();
    const registered = browser as BrowserFacts;
    const reads = [{ ...registered, scriptPatterns: [] }, registered];
    const said: Facts[] = [];
    await runChecks(
      premises(),
      {
        readBrowser: async () => reads.shift() ?? registered,
        reach: async () => 'reachable',
        probe: async (probe) => answers({})[probe],
      },
      (news) => said.push(news),
    );
    const last = said.at(-1);
    expect(last && checksOf(last).filter(({ state }) => state !== 'good')).toEqual([]);
  });

  it('reports each step, and leaves nothing in progress at the end', async () => {
    const { said } = await run();
    expect(said.length).toBeGreaterThan(8);
    for (const end of [
      await run(),
      await run({ hostAccess: false }),
      await run({ reach: 'unreachable' }),
      await run({ of: premises({ environmentName: null }) }),
      await run({ of: premises({ clientId: '', personName: null }) }),
      await run({ of: premises({ personName: null }) }),
      await run({ of: premises({ personName: null, method: 'client-credentials' }) }),
      await run({ of: premises({ method: 'client-credentials' }) }),
      await run({ probes: { token: refused({ code: 'signed-out' }) } }),
      await run({ probes: { token: refused({ code: 'permission-denied', subject: 'the scope “x”' }) } }),
      await run({ probes: { 'sessions-service': refused({ code: 'not-found' }) } }),
      await run({
        probes: {
          person: refused({ code: 'timed-out' }),
          'sessions-service': refused({ code: 'not-found' }),
        },
      }),
      await run({
        probes: {
          person: refused({ code: 'timed-out' }),
          'sessions-service': refused({ code: 'timed-out' }),
        },
      }),
      await run({ probes: { 'sessions-service': refused({ code: 'timed-out' }) } }),
    ]) {
      const checking = end.last && checksOf(end.last).filter(({ state }) => state === 'checking');
      expect(checking).toEqual([]);
    }
  });

  it.each<[string, Parameters<typeof run>[0], string[]]>([
    ['sends nothing before there is a client ID', { of: premises({ clientId: '', personName: null }) }, []],
    ['sends nothing without an environment', { of: premises({ environmentName: null }) }, []],
    ['asks no API without host access', { hostAccess: false }, ['reach']],
    ['asks no API of a host that cannot be reached', { reach: 'unreachable' }, ['reach']],
    ['asks about the client before the sign-in', { of: premises({ personName: null }) }, ['reach', 'client']],
    [
      'asks nothing about a client with a secret before the sign-in',
      { of: premises({ personName: null, method: 'client-credentials' }) },
      ['reach'],
    ],
    [
      'goes no further with a token that is refused',
      { probes: { token: refused({ code: 'signed-out' }) } },
      ['reach', 'token'],
    ],
  ])('%s', async (_what, scene, probes) => {
    expect((await run(scene)).asked).toEqual(probes);
  });
});
