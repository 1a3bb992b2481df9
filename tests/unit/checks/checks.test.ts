import { describe, expect, it } from 'vitest';
import { evaluateChecks, summaryOf } from '@/utils/checks/checks';
import { CHECKS, type Check, type CheckId, type Facts, PROBES } from '@/utils/checks/model';
import type { Failure } from '@/utils/errors/failure';
import {
  ALL_PERMISSIONS,
  ALL_SCOPES,
  answered,
  answers,
  facts,
  inputs,
  PATTERN,
  refused,
  SCREEN_ONLY,
} from './facts';

const lineOf = (known: Facts, id: CheckId): Check => {
  const line = evaluateChecks(known).find((one) => one.id === id);
  if (!line) throw new Error(`There is no line ${id}.`);
  return line;
};
const idsOf = (known: Facts, state: Check['state']) =>
  evaluateChecks(known)
    .filter((line) => line.state === state)
    .map(({ id }) => id);
const withProbes = (changes: Facts['probes']) => facts({ probes: answers(changes) });
const withPermissions = (permissions: string[]) => withProbes({ person: answered({ permissions }) });
const withScopes = (scopes: string[], more: Facts['probes'] = {}) =>
  withProbes({ token: answered({ scopes, organization: null, clockAheadMs: 0 }), ...more });
const without = (all: readonly string[], ...names: string[]) => all.filter((name) => !names.includes(name));

const withScreen = (changes: Facts['probes'] = {}, more: Partial<Facts> = {}) =>
  facts({ streaming: 'reachable', probes: answers({ ...SCREEN_ONLY, ...changes }), ...more });

const MONITOR = ['realtimeMonitor:screen:monitorConversation', 'realtimeMonitor:screen:monitorAgent'];
const OFFER = ['conversation:cobrowse:add', 'conversation:cobrowseVoice:add'];

const SCOPE_REFUSED: Failure = {
  code: 'permission-denied',
  status: 403,
  subject: 'the scope “cobrowse:session:read”',
};

describe('the whole', () => {
  it('is all good where all is, each line once and in order', () => {
    const checks = evaluateChecks(facts());
    expect(checks.map(({ id }) => id)).toEqual(without(CHECKS, 'streaming'));
    expect(checks.filter(({ state }) => state !== 'good')).toEqual([]);
    expect(summaryOf(checks)).toEqual({ good: 16, problems: 0, warnings: 0, skipped: 0, counted: 16 });
  });

  it('has one more line with Live Screen Monitoring: its connection', () => {
    const checks = evaluateChecks(withScreen());
    expect(checks.map(({ id }) => id)).toEqual(CHECKS);
    expect(checks.filter(({ state }) => state !== 'good')).toEqual([]);
  });

  it('shows all lines as being checked before anything is known', () => {
    expect(idsOf({ inputs: inputs(), probes: {} }, 'checking')).toEqual(
      without(CHECKS, 'environment', 'streaming'),
    );
  });

  it('offers a fix for everything that is not good, and never shows two red lines for one cause', () => {
    const chosen = { inputs: inputs({ cobrowseService: 'screen' }) };
    const oneRedWithScreen: Facts[] = [
      withScreen({}, { streaming: 'unreachable' }),
      withScreen({}, { streaming: 'timed-out' }),
      withScreen({ 'screen-service': refused({ code: 'not-found' }) }, chosen),
      withScreen({ 'screen-service': refused({ code: 'timed-out' }) }, chosen),
      withScreen({ 'screen-service': refused({ code: 'server-error', status: 500 }) }),
      withScreen({ person: answered({ permissions: without(ALL_PERMISSIONS, ...MONITOR) }) }, chosen),
      withScreen({ person: answered({ permissions: without(ALL_PERMISSIONS, ...OFFER, ...MONITOR) }) }),
      withScreen({ person: answered({ permissions: without(ALL_PERMISSIONS, 'chat:chat:access') }) }),
      withScreen({
        token: answered({ scopes: without(ALL_SCOPES, 'screen-monitoring'), organization: null }),
        'screen-service': refused({ ...SCOPE_REFUSED, subject: 'the scope “screen-monitoring:readonly”' }),
        person: answered({ permissions: without(ALL_PERMISSIONS, ...OFFER) }),
      }),
    ];
    const causes: Facts[] = [
      facts({ inputs: inputs({ environmentName: null }) }),
      facts({ inputs: inputs({ clientId: '', personName: null }), probes: {} }),
      facts({ browser: { ...known().browser, hostAccess: false } }),
      facts({ reachability: 'unreachable', probes: {} }),
      facts({ reachability: 'timed-out', probes: {} }),
      facts({
        inputs: inputs({ personName: null }),
        probes: { client: refused({ code: 'invalid-client' }) },
      }),
      facts({ inputs: inputs({ personName: null }), probes: { client: answered() } }),
      facts({ probes: { token: refused({ code: 'signed-out', status: 401 }) } }),
      facts({ probes: { token: refused({ code: 'unreachable' }) } }),
      facts({ probes: { token: refused({ code: 'server-error', status: 503 }) } }),
      withProbes({
        'sessions-service': refused({ code: 'timed-out' }),
        person: answered({ permissions: [] }),
      }),
      withPermissions(without(ALL_PERMISSIONS, 'cobrowse:session:add')),
      ...oneRedWithScreen,
    ];
    for (const cause of [...causes.slice(0, 10), ...oneRedWithScreen])
      expect(idsOf(cause, 'problem')).toHaveLength(1);
    for (const line of causes.flatMap(evaluateChecks)) {
      if (line.state === 'problem' || line.state === 'warning') expect(line.fix, line.id).toMatch(/\.$/);
      expect(line.finding, line.id).toMatch(/[.…]$/);
    }
  });
});

function known() {
  const { browser } = facts();
  if (!browser) throw new Error('The browser is among what is known.');
  return { browser };
}

describe('the chain', () => {
  it.each<[CheckId, Facts]>([
    ['environment', facts({ inputs: inputs({ environmentName: null }) })],
    ['host-access', facts({ browser: { ...known().browser, hostAccess: false } })],
    ['reachable', facts({ reachability: 'unreachable', probes: {} })],
    [
      'client',
      facts({
        inputs: inputs({ personName: null }),
        probes: { client: refused({ code: 'invalid-client' }) },
      }),
    ],
    ['sign-in', facts({ inputs: inputs({ personName: null }), probes: { client: answered() } })],
  ])('stops at %s: what comes after waits and is not red', (id, broken) => {
    expect(idsOf(broken, 'problem')).toEqual([id]);
    const place = CHECKS.indexOf(id);
    for (const later of evaluateChecks(broken).slice(place + 1)) {
      if (later.id !== 'shortcuts') expect(later, later.id).toMatchObject({ state: 'waiting' });
    }
  });

  it('begins with the client ID where there is none: nothing is sent anywhere before', () => {
    const fresh = facts({
      inputs: inputs({ clientId: '', personName: null }),
      browser: { ...known().browser, hostAccess: false },
      probes: {},
    });
    delete fresh.reachability;
    expect(lineOf(fresh, 'client')).toMatchObject({ state: 'problem', action: 'edit-client' });
    expect(lineOf(fresh, 'host-access')).toMatchObject({ state: 'waiting' });
  });

  it('tells a host that does not answer from one that cannot be reached, and the API from the sign-in host', () => {
    expect(lineOf(facts({ reachability: 'timed-out' }), 'reachable').finding).toContain('in time');
    expect(lineOf(facts({ reachability: 'unreachable' }), 'reachable').finding).toContain(
      'cannot be reached',
    );
    const api = facts({ probes: { token: refused({ code: 'unreachable' }) } });
    expect(lineOf(api, 'reachable').fix).toContain('the API does not');
  });

  it.each(['unreachable', 'timed-out'] as const)(
    'blames no proxy where it was the renewal of the sign-in that got no answer: %s',
    (code) => {
      for (const call of ['GET /oauth/authorize', 'POST /oauth/token']) {
        const line = lineOf(facts({ probes: { token: refused({ code, call }) } }), 'reachable');
        expect(line.state).toBe('problem');
        expect(`${line.finding} ${line.fix}`).not.toMatch(/proxy|API/);
        expect(line.finding).toContain('The sign-in host');
      }
    },
  );

  it('offers the sign-in where the token is refused, and not where Genesys Cloud is in trouble', () => {
    const signedOut = facts({ probes: { token: refused({ code: 'signed-out', status: 401 }) } });
    expect(lineOf(signedOut, 'sign-in')).toMatchObject({ state: 'problem', action: 'sign-in' });
    const trouble = facts({ probes: { token: refused({ code: 'server-error', status: 500 }) } });
    expect(lineOf(trouble, 'sign-in').action).toBeUndefined();
    const putOff = facts({ probes: { token: refused({ code: 'rate-limited' }) } });
    expect(lineOf(putOff, 'sign-in').finding).toContain('Skipped');
    const busy = facts({ probes: { token: refused({ code: 'rate-limited', status: 429 }) } });
    expect(lineOf(busy, 'sign-in')).toMatchObject({
      state: 'warning',
      finding: 'Too many requests to Genesys Cloud.',
    });
  });

  it('leaves ID and secret to the sign-in', () => {
    const credentials = inputs({ method: 'client-credentials', personName: null });
    expect(lineOf(facts({ inputs: credentials, probes: {} }), 'client')).toMatchObject({
      state: 'waiting',
    });
    expect(lineOf(facts({ inputs: credentials, probes: {} }), 'sign-in')).toMatchObject({
      state: 'problem',
    });
  });
});

describe('scopes', () => {
  it('are listed by name when missing: red if needed, yellow if optional', () => {
    const line = lineOf(
      withScopes(without(ALL_SCOPES, 'cobrowse:session:write', 'notifications', 'users:readonly'), {
        'sessions-service': refused(SCOPE_REFUSED),
      }),
      'scopes',
    );
    expect(line.state).toBe('problem');
    expect(line.parts).toMatchObject([
      { name: 'users:readonly', state: 'problem' },
      { name: 'notifications', state: 'warning' },
      { name: 'cobrowse:session:write', state: 'problem' },
    ]);
  });

  it('are also held through the scope without :readonly', () => {
    const held = ALL_SCOPES.map((name) => name.replace(':readonly', ''));
    expect(lineOf(withScopes(held), 'scopes').state).toBe('good');
  });

  it('that are missing do no harm where a call that needs one succeeds', () => {
    const line = lineOf(withScopes(without(ALL_SCOPES, 'cobrowse:session:read')), 'scopes');
    expect(line).toMatchObject({ state: 'warning' });
    expect(line.finding).toContain('does not enforce');
  });

  it('of cobrowse are not missed where the organization’s own co-browse serves', () => {
    const platform = withScopes(without(ALL_SCOPES, 'cobrowse:session:read', 'cobrowse:session:write'), {
      'sessions-service': refused({ code: 'not-found', status: 404 }),
    });
    expect(lineOf(platform, 'scopes').state).toBe('good');
  });

  it('that were not reported do not count as missing', () => {
    const untold = withProbes({ token: answered({ scopes: null, organization: null, clockAheadMs: 0 }) });
    expect(lineOf(untold, 'scopes').state).toBe('waiting');
  });

  it('and permissions do not apply to client credentials', () => {
    const credentials = facts({ inputs: inputs({ method: 'client-credentials' }) });
    for (const id of ['scopes', 'permissions', 'capability'] as const) {
      expect(lineOf(credentials, id)).toMatchObject({ state: 'good' });
      expect(lineOf(credentials, id).finding).toContain('Not needed');
    }
  });
});

describe('the capability', () => {
  it('is reported missing by the name that the Cobrowse Sessions API requires', () => {
    const line = lineOf(withPermissions(without(ALL_PERMISSIONS, 'cobrowse:session:add')), 'capability');
    expect(line).toMatchObject({ state: 'problem', parts: [{ name: 'cobrowse:session:add' }] });
  });

  it('is held by any of the names, wildcards included', () => {
    expect(lineOf(withPermissions(['cobrowse:*:*']), 'capability').state).toBe('good');
    const absent = refused({ code: 'not-found', status: 404 });
    const voice = withProbes({
      'sessions-service': absent,
      person: answered({ permissions: ['conversation:cobrowseVoice:add'] }),
    });
    expect(lineOf(voice, 'capability').state).toBe('good');
    expect(lineOf(voice, 'service')).toMatchObject({ state: 'good' });
  });

  it('waits while the person is unknown, and is not reported missing', () => {
    const unknown = withProbes({ person: refused({ code: 'timed-out' }) });
    expect(lineOf(unknown, 'capability').state).toBe('waiting');
    expect(lineOf(unknown, 'permissions').state).toBe('waiting');
    expect(lineOf(unknown, 'identity').state).toBe('problem');
  });
});

describe('permissions', () => {
  it('are listed each by its name, with what they are for', () => {
    const line = lineOf(withPermissions(without(ALL_PERMISSIONS, 'routing:queue:view')), 'permissions');
    expect(line).toMatchObject({ state: 'warning', finding: 'One permission is missing.' });
    expect(line.parts).toContainEqual({
      name: 'routing:queue:view',
      about: 'names of queues (optional)',
      state: 'warning',
      code: true,
    });
    expect(line.parts?.filter(({ state }) => state === 'good')).not.toHaveLength(0);
  });

  it('that a session needs are red', () => {
    const line = lineOf(
      withPermissions(without(ALL_PERMISSIONS, 'conversation:communication:view')),
      'permissions',
    );
    expect(line.state).toBe('problem');
  });
});

describe('who it is', () => {
  it('is said with the organization', () => {
    expect(lineOf(facts(), 'identity').finding).toBe('Susan Visor (susan@example.com) in Example Ltd.');
  });

  it('reports a wrong user ID if client credentials name nobody', () => {
    const nobody = facts({
      inputs: inputs({ method: 'client-credentials' }),
      probes: answers({ person: refused({ code: 'not-found', status: 404 }) }),
    });
    expect(lineOf(nobody, 'identity')).toMatchObject({ state: 'problem', action: 'edit-user' });
  });
});

describe('the lists', () => {
  const denied = refused({
    code: 'permission-denied',
    status: 403,
    subject: 'the permission “analytics:queueObservation:view”',
  });

  it('name what is missing for the one that cannot be read', () => {
    const line = lineOf(withProbes({ queues: denied }), 'sources');
    expect(line).toMatchObject({ state: 'warning', finding: '3 of 4 can be read.' });
    expect(line.parts?.[2]?.about).toContain('analytics:queueObservation:view');
  });

  it('tell a refusal from a timeout', () => {
    const line = lineOf(withProbes({ queues: refused({ code: 'timed-out' }) }), 'sources');
    expect(line.parts?.[2]?.about).toContain('in time');
  });

  it('are red only where none can be read', () => {
    const line = lineOf(
      withProbes({ own: denied, agents: denied, queues: denied, search: denied }),
      'sources',
    );
    expect(line.state).toBe('problem');
  });
});

describe('the cobrowse service', () => {
  it.each<[string, Facts, Partial<Check>]>([
    ['a look-up that is answered is the Sessions API', facts(), { state: 'good' }],
    [
      'one that is refused for want of a grant is too: that has a line of its own',
      withProbes({ 'sessions-service': refused(SCOPE_REFUSED) }),
      { state: 'good', finding: 'Cobrowse Sessions API.' },
    ],
    [
      'without the collection and without the permission there is none',
      withProbes({
        'sessions-service': refused({ code: 'not-found' }),
        person: answered({ permissions: [] }),
      }),
      { state: 'problem' },
    ],
    [
      'a timeout is not an absence',
      withProbes({ 'sessions-service': refused({ code: 'timed-out' }) }),
      { state: 'problem', finding: 'Genesys Cloud did not respond in time.' },
    ],
    [
      'the one that is chosen counts',
      facts({ inputs: inputs({ cobrowseService: 'platform' }) }),
      { state: 'good', finding: 'Genesys Cloud co-browse, which shows the customer’s page.' },
    ],
  ])('%s', (_what, state, line) => {
    expect(lineOf(state, 'service')).toMatchObject(line);
  });
});

describe('Live Screen Monitoring', () => {
  const serviceWith = (permissions: string[], more: Facts['probes'] = {}) =>
    lineOf(withScreen({ person: answered({ permissions }), ...more }), 'service').finding;
  const denied = refused({ code: 'permission-denied', status: 403, apiCode: 'missing.permissions' });

  it('comes after the Sessions API and before the platform’s co-browse, as in the chooser', () => {
    expect(lineOf(withScreen({ 'sessions-service': answered() }), 'service').finding).toContain('Sessions');
    expect(serviceWith(ALL_PERMISSIONS)).toContain('Live Screen Monitoring');
    expect(serviceWith(without(ALL_PERMISSIONS, ...MONITOR))).toContain('co-browse');
    const absent = { 'screen-service': refused({ code: 'not-found', status: 404 }) };
    expect(serviceWith(ALL_PERMISSIONS, absent)).toContain('co-browse');
  });

  it('is there although its settings may not be read', () => {
    expect(serviceWith(ALL_PERMISSIONS, { 'screen-service': denied })).toBe(
      'Live Screen Monitoring, which shows the agent’s screens. Agents are told by the extension.',
    );
  });

  it('is not used without its scope where the customer’s page can be shown', () => {
    const scopes = without(ALL_SCOPES, 'screen-monitoring');
    const token = answered({ scopes, organization: null, clockAheadMs: 0 });
    expect(serviceWith(ALL_PERMISSIONS, { token, 'screen-service': denied })).toContain('co-browse');
    const without_ = without(ALL_PERMISSIONS, ...OFFER);
    expect(serviceWith(without_, { token, 'screen-service': denied })).toContain('Live Screen Monitoring');
  });

  it.each([
    [true, true, 'Agents are told by the extension and by Genesys Cloud.'],
    [true, false, 'Agents are told by the extension, not by Genesys Cloud.'],
    [true, null, 'Agents are told by the extension.'],
    [false, true, 'Agents are told by Genesys Cloud only.'],
    [false, false, 'Agents are not told.'],
    [false, null, 'The extension does not tell agents; whether Genesys Cloud does cannot be read.'],
  ])('says who tells the agents: extension %s, platform %s', (tellsAgents, byPlatform, words) => {
    const known = withScreen(
      { 'screen-service': answered({ tellsAgents: byPlatform }) },
      { inputs: inputs({ tellsAgents }) },
    );
    expect(lineOf(known, 'service').finding).toContain(words);
  });

  it('names the permission that is missing where it is chosen, either of two being enough', () => {
    const chosen = { inputs: inputs({ cobrowseService: 'screen' }) };
    const capability = (permissions: string[]) =>
      lineOf(withScreen({ person: answered({ permissions }) }, chosen), 'capability');
    expect(capability(without(ALL_PERMISSIONS, ...MONITOR))).toMatchObject({
      state: 'problem',
      parts: [{ name: 'realtimeMonitor:screen:monitorConversation' }],
    });
    for (const one of MONITOR) expect(capability([one]).state).toBe('good');
  });

  it('needs what tells the agent, unless they need not be told, or Genesys Cloud tells them', () => {
    const lacking = {
      person: answered({ permissions: without(ALL_PERMISSIONS, 'chat:chat:access') }),
      token: answered({ scopes: without(ALL_SCOPES, 'organization:readonly'), organization: null }),
    };
    const statesOf = (known: Facts) => [lineOf(known, 'permissions').state, lineOf(known, 'scopes').state];
    expect(statesOf(withScreen(lacking))).toEqual(['problem', 'problem']);
    expect(statesOf(withScreen(lacking, { inputs: inputs({ tellsAgents: false }) }))).toEqual([
      'warning',
      'warning',
    ]);
    const told = { ...lacking, 'screen-service': answered({ tellsAgents: true }) };
    expect(statesOf(withScreen(told))).toEqual(['warning', 'warning']);
    expect(statesOf(withProbes(lacking))).toEqual(['warning', 'warning']);
  });

  it('needs notifications for its connection, also if nobody is told', () => {
    const token = answered({ scopes: without(ALL_SCOPES, 'notifications'), organization: null });
    const known = withScreen({ token }, { inputs: inputs({ tellsAgents: false }) });
    expect(lineOf(known, 'scopes')).toMatchObject({
      state: 'problem',
      parts: [{ name: 'notifications', about: 'live updates', state: 'problem' }],
    });
  });

  it('lists the permission to see whether Genesys Cloud tells agents as optional, and only here', () => {
    const permissions = without(ALL_PERMISSIONS, 'realtimeMonitor:settings:view');
    const line = lineOf(withScreen({ person: answered({ permissions }) }), 'permissions');
    expect(line).toMatchObject({ state: 'warning', finding: 'One permission is missing.' });
    expect(lineOf(withPermissions(permissions), 'permissions').state).toBe('good');
  });

  it('names the host that cannot be reached', () => {
    const line = lineOf(withScreen({}, { streaming: 'unreachable' }), 'streaming');
    expect(line).toMatchObject({
      state: 'problem',
      finding: 'streaming.mypurecloud.com cannot be reached.',
    });
    expect(line.fix).toContain('WebSocket');
  });
});

describe('the browser', () => {
  const withBrowser = (changes: Partial<NonNullable<Facts['browser']>>) =>
    facts({ browser: { ...known().browser, ...changes } });

  it.each<[string, string[], Check['state']]>([
    ['registered for this environment is good', [PATTERN], 'good'],
    ['not registered is a problem', [], 'problem'],
    ['registered for another environment is one too', ['https://apps.mypurecloud.ie/directory/*'], 'problem'],
    ['registered for more than this environment is one too', [PATTERN, 'https://*/*'], 'problem'],
  ])('the desktop script: %s', (_what, scriptPatterns, state) => {
    expect(lineOf(withBrowser({ scriptPatterns }), 'desktop-script').state).toBe(state);
  });

  it('the desktop script is not missed where the organization has switched it off', () => {
    const off = { ...withBrowser({ scriptPatterns: [] }), inputs: inputs({ desktopButtonOff: true }) };
    expect(lineOf(off, 'desktop-script')).toMatchObject({ state: 'good' });
  });

  it('names the screens where the button found no place, and what an administrator can do', () => {
    expect(lineOf(withBrowser({}), 'button-place').state).toBe('good');
    const line = lineOf(
      withBrowser({ unanchored: ['interactions', 'analytics/interactions'] }),
      'button-place',
    );
    expect(line.state).toBe('warning');
    expect(line.finding).toContain('#/interactions, #/analytics/interactions');
    expect(line.fix).toContain('desktopAnchors');
    const off = {
      ...withBrowser({ unanchored: ['interactions'] }),
      inputs: inputs({ desktopButtonOff: true }),
    };
    expect(lineOf(off, 'button-place').state).toBe('good');
  });

  it('an unassigned shortcut is described by its function', () => {
    const line = lineOf(
      withBrowser({
        shortcuts: [
          { name: '_execute_action', shortcut: '' },
          { name: 'start-cobrowse', shortcut: 'Alt+Shift+9' },
        ],
      }),
      'shortcuts',
    );
    expect(line).toMatchObject({ state: 'warning', action: 'open-shortcuts' });
    expect(line.finding).toContain('open the list');
  });

  it('shortcuts are checked without a sign-in', () => {
    const signedOut = facts({ inputs: inputs({ personName: null }), probes: {} });
    expect(lineOf(signedOut, 'shortcuts').state).toBe('good');
  });
});

describe('the clock', () => {
  const ahead = (clockAheadMs: number) =>
    withProbes({ token: answered({ scopes: ALL_SCOPES, organization: null, clockAheadMs }) });

  it.each<[number, Check['state'], string]>([
    [0, 'good', 'Accurate.'],
    [60_000, 'good', '60 s off'],
    [60_001, 'warning', '60 s behind'],
    [-600_000, 'warning', '600 s ahead of'],
  ])('%i ms ahead is %s', (ms, state, words) => {
    const line = lineOf(ahead(ms), 'clock');
    expect(line.state).toBe(state);
    expect(line.finding).toContain(words);
  });
});

it('updates that cannot be had are a warning: the list is read again now and then', () => {
  const line = lineOf(withProbes({ notifications: refused(SCOPE_REFUSED) }), 'notifications');
  expect(line.state).toBe('warning');
});

describe('what the extension did not ask, to stay within its own budget', () => {
  const PUT_OFF = refused({ code: 'rate-limited', retryAt: 5 });
  const AT = Date.UTC(2026, 2, 4, 10, 0);

  it('is gray, not a warning, and never blames a grant or a missing sign-in', () => {
    const probes = Object.fromEntries(PROBES.map((probe) => [probe, PUT_OFF]));
    const skipped = Object.fromEntries(PROBES.map((probe) => [probe, { retryAt: 5 }]));
    const checks = evaluateChecks(facts({ probes, skipped }));
    const { good, problems, warnings, skipped: left, counted } = summaryOf(checks);
    expect({ problems, warnings }).toEqual({ problems: 0, warnings: 0 });
    expect(checks.filter(({ state }) => state === 'checking')).toEqual([]);
    expect(left).toBeGreaterThan(5);
    // What was not run says nothing of the set-up: it is not counted.
    expect([good, counted]).toEqual([checks.length - left, checks.length - left]);
    const said = checks.map(({ finding, fix = '' }) => `${finding} ${fix}`).join(' ');
    expect(said).not.toMatch(/administrator|after sign-in/i);
  });

  it('shows the last answer with its time; what was wrong then still counts', () => {
    const skipped = { own: { answeredAt: AT }, person: { answeredAt: AT } };
    expect(lineOf(facts({ skipped }), 'sources')).toMatchObject({
      state: 'skipped',
      finding: expect.stringMatching(/^Skipped\. At .+: All four can be read\.$/),
    });
    const denied = refused({ code: 'permission-denied', subject: 'the scope “conversations”' });
    const before = facts({ skipped, probes: { ...facts().probes, own: denied } });
    expect(lineOf(before, 'sources')).toMatchObject({ state: 'warning' });
  });

  it('of the lists, some, says how many can be read and names no administrator', () => {
    const probes = { ...facts().probes, queues: PUT_OFF, search: PUT_OFF };
    const line = lineOf(facts({ probes, skipped: { queues: {}, search: {} } }), 'sources');
    expect(line.state).toBe('skipped');
    expect(line.finding).toBe('2 of 4 can be read; the others were skipped.');
    expect(line.fix).toBeUndefined();
  });

  it('does not refer to an administrator if a list fails for another reason', () => {
    const probes = { ...facts().probes, queues: refused({ code: 'server-error', status: 500 }) };
    expect(lineOf(facts({ probes }), 'sources').fix).not.toContain('administrator');
  });
});
