import { describe, expect, it } from 'vitest';
import { evaluateChecks } from '@/utils/checks/checks';
import type { BrowserFacts, CheckInputs, Facts, Probe, Reachability } from '@/utils/checks/model';
import { runChecks } from '@/utils/checks/run-checks';
import { answered, answers, facts, inputs, refused, SCREEN_ONLY } from './facts';

/** A run with these answers. Returns the probes that it ran, and all reported facts. */
async function run({
  of = inputs(),
  hostAccess = true,
  reachability = 'reachable',
  streaming = 'reachable',
  probes = {},
}: {
  of?: CheckInputs;
  hostAccess?: boolean;
  reachability?: Reachability;
  streaming?: Reachability;
  probes?: Facts['probes'];
} = {}) {
  const asked: (Probe | 'reachability' | 'streaming')[] = [];
  const said: Facts[] = [];
  await runChecks(
    of,
    {
      readBrowser: async () => ({ ...(facts().browser as BrowserFacts), hostAccess }),
      reachability: async () => {
        asked.push('reachability');
        return reachability;
      },
      streaming: async () => {
        asked.push('streaming');
        return streaming;
      },
      probe: async (probe) => {
        asked.push(probe);
        return answers(probes)[probe];
      },
    },
    (added) => said.push(added),
  );
  return { asked, said, last: said.at(-1) };
}

describe('a run', () => {
  it('uses the last answer for probes that the budget postpones, and says so', async () => {
    const known = { answers: {}, at: {} };
    const said: Facts[] = [];
    const runAt = (now: number, probes: Facts['probes']) =>
      runChecks(
        inputs(),
        {
          readBrowser: async () => facts().browser as BrowserFacts,
          reachability: async () => 'reachable',
          streaming: async () => 'reachable',
          probe: async (probe) => answers(probes)[probe],
        },
        (added) => said.push(added),
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
      'reachability',
      'token',
      'person',
      'own',
      'agents',
      'queues',
      'search',
      'sessions-service',
      'notifications',
    ]);
    expect(last && evaluateChecks(last).filter(({ state }) => state !== 'good')).toEqual([]);
  });

  it('looks for Live Screen Monitoring only where it may be used, and reaches its host if it is', async () => {
    const screens = (scene: Parameters<typeof run>[0]) =>
      run(scene).then(({ asked }) => asked.filter((one) => one === 'screen-service' || one === 'streaming'));
    expect(await screens({ probes: SCREEN_ONLY })).toEqual(['screen-service', 'streaming']);
    expect(await screens({ probes: { 'sessions-service': refused({ code: 'not-found' }) } })).toEqual([
      'screen-service',
    ]);
    const chosen = inputs({ cobrowseService: 'screen' });
    expect(await screens({ of: chosen, probes: { 'screen-service': answered() } })).toEqual([
      'screen-service',
      'streaming',
    ]);
    for (const cobrowseService of ['sessions', 'platform'] as const)
      expect(await screens({ of: inputs({ cobrowseService }), probes: SCREEN_ONLY })).toEqual([]);
  });

  it('includes later changes in the browser, such as the script that is registered after a grant', async () => {
    const { browser } = facts();
    const registered = browser as BrowserFacts;
    const reads = [{ ...registered, scriptPatterns: [] }, registered];
    const said: Facts[] = [];
    await runChecks(
      inputs(),
      {
        readBrowser: async () => reads.shift() ?? registered,
        reachability: async () => 'reachable',
        streaming: async () => 'reachable',
        probe: async (probe) => answers({})[probe],
      },
      (added) => said.push(added),
    );
    const last = said.at(-1);
    expect(last && evaluateChecks(last).filter(({ state }) => state !== 'good')).toEqual([]);
  });

  it('reports each step, and leaves nothing in progress at the end', async () => {
    const { said } = await run();
    expect(said.length).toBeGreaterThan(8);
    for (const end of [
      await run(),
      await run({ hostAccess: false }),
      await run({ reachability: 'unreachable' }),
      await run({ of: inputs({ environmentName: null }) }),
      await run({ of: inputs({ clientId: '', personName: null }) }),
      await run({ of: inputs({ personName: null }) }),
      await run({ of: inputs({ personName: null, method: 'client-credentials' }) }),
      await run({ of: inputs({ method: 'client-credentials' }) }),
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
      await run({ of: inputs({ cobrowseService: 'screen' }) }),
      await run({ probes: SCREEN_ONLY, streaming: 'timed-out' }),
      await run({ probes: { ...SCREEN_ONLY, 'screen-service': refused({ code: 'timed-out' }) } }),
      await run({ probes: { ...SCREEN_ONLY, person: refused({ code: 'timed-out' }) } }),
    ]) {
      const checking = end.last && evaluateChecks(end.last).filter(({ state }) => state === 'checking');
      expect(checking).toEqual([]);
    }
  });

  it.each<[string, Parameters<typeof run>[0], string[]]>([
    ['sends nothing before there is a client ID', { of: inputs({ clientId: '', personName: null }) }, []],
    ['sends nothing without an environment', { of: inputs({ environmentName: null }) }, []],
    ['asks no API without host access', { hostAccess: false }, ['reachability']],
    ['asks no API of a host that cannot be reached', { reachability: 'unreachable' }, ['reachability']],
    [
      'asks about the client before the sign-in',
      { of: inputs({ personName: null }) },
      ['reachability', 'client'],
    ],
    [
      'asks nothing about a client with a secret before the sign-in',
      { of: inputs({ personName: null, method: 'client-credentials' }) },
      ['reachability'],
    ],
    [
      'goes no further with a token that is refused',
      { probes: { token: refused({ code: 'signed-out' }) } },
      ['reachability', 'token'],
    ],
  ])('%s', async (_what, scene, probes) => {
    expect((await run(scene)).asked).toEqual(probes);
  });
});
