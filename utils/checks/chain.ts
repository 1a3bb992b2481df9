import type { Failure } from '../errors/failure';
import { describeFailure, isOwnWait } from '../errors/messages';
import type { Check, CheckId, Facts, Probe } from './model';

type Outcome = Omit<Check, 'id' | 'title'>;

/** Titles of all checks, as shown on the page. */
export const TITLES: Record<CheckId, string> = {
  environment: 'Environment',
  'host-access': 'Host access',
  reachable: 'Connection',
  client: 'OAuth client',
  'sign-in': 'Sign-in',
  identity: 'Your account',
  scopes: 'OAuth scopes',
  capability: 'Cobrowse capability',
  permissions: 'Role permissions',
  sources: 'Conversation lists',
  service: 'Cobrowse service',
  streaming: 'Screen connection',
  notifications: 'Live updates',
  'desktop-script': 'Button in the desktop',
  shortcuts: 'Keyboard shortcuts',
  clock: 'Computer clock',
};

export const CHECKING: Outcome = { state: 'checking', finding: 'Checking…' };
export const good = (finding: string): Outcome => ({ state: 'good', finding });
export const waiting = (finding: string): Outcome => ({ state: 'waiting', finding });

export const NOT_RUN = 'Skipped, to limit the number of requests.';

/**
 * Returns a line's outcome if one of its probes was not run this time: the last answer with its
 * time, if known. An earlier problem still counts; an earlier success is grey.
 */
export function skippedOr(outcome: Outcome, probes: readonly Probe[], facts: Facts): Outcome {
  const skipped = probes.flatMap((probe) => facts.skipped?.[probe] ?? []);
  if (skipped.length === 0 || outcome.state === 'checking' || outcome.state === 'waiting') return outcome;
  const times = skipped.flatMap(({ answeredAt }) => answeredAt ?? []);
  if (times.length < skipped.length) {
    return outcome.parts?.some(({ state }) => state === 'good')
      ? { ...outcome, state: outcome.state === 'good' ? 'skipped' : outcome.state }
      : { state: 'skipped', finding: NOT_RUN };
  }
  const at = new Date(Math.min(...times)).toLocaleTimeString([], { timeStyle: 'short' });
  return {
    ...outcome,
    state: outcome.state === 'good' ? 'skipped' : outcome.state,
    finding: `Skipped. At ${at}: ${outcome.finding}`,
  };
}

/** Converts a failed request to a finding. */
export function problemOf(failure: Failure, more: Partial<Outcome> = {}): Outcome {
  if (isOwnWait(failure)) return { state: 'skipped', finding: NOT_RUN };
  const { title, help } = describeFailure(failure);
  // A temporary failure is not an error in the set-up.
  if (failure.code === 'rate-limited')
    return { state: 'warning', finding: wordsOf(failure), fix: 'Run the checks again in a minute.', failure };
  return { state: 'problem', finding: title, fix: help, failure, ...more };
}

/**
 * Describes a failure in a sentence. Without an answer, the extension postponed the request, not
 * Genesys Cloud.
 */
export function wordsOf(failure: Failure): string {
  return isOwnWait(failure) ? NOT_RUN : describeFailure(failure).title;
}

/** Codes that mean that the host did not respond. */
const NO_ANSWER: readonly Failure['code'][] = ['unreachable', 'timed-out'];
/** Codes that mean that the sign-in is no longer valid. */
const NO_TOKEN: readonly Failure['code'][] = ['signed-out', 'sign-in-failed', 'invalid-client'];

/** Whether the API did not respond: sign-in and renewal use another host. */
const isOfApi = ({ call }: Failure) => call === undefined || !/^\S+ \/oauth\//.test(call);

function tokenFailure({ probes }: Facts): Failure | null {
  return probes.token?.ok === false ? probes.token.failure : null;
}

function environment({ inputs }: Facts): Outcome {
  if (inputs.environmentName !== null) return good(inputs.environmentName);
  return {
    state: 'problem',
    finding: 'No environment is chosen.',
    fix: 'Choose a region or enter your custom host and save.',
    action: 'edit-environment',
  };
}

function hostAccess({ browser }: Facts): Outcome {
  if (!browser) return CHECKING;
  if (browser.hostAccess) return good('The browser allows access to this environment.');
  return {
    state: 'problem',
    finding: 'The browser does not allow access to this environment.',
    fix: 'Allow access. The browser asks once.',
    action: 'allow-access',
  };
}

function reachable(facts: Facts): Outcome {
  const { reachability } = facts;
  if (!reachability) return CHECKING;
  if (reachability !== 'reachable') {
    return {
      state: 'problem',
      finding:
        reachability === 'timed-out'
          ? 'The sign-in host did not respond in time.'
          : 'The sign-in host cannot be reached.',
      fix: 'Check the host for typos, then check network, VPN and proxy.',
      action: 'edit-environment',
    };
  }
  const failure = tokenFailure(facts);
  if (failure && NO_ANSWER.includes(failure.code)) {
    // The renewal of the token may have got no answer, after one of the API.
    if (!isOfApi(failure))
      return problemOf(failure, {
        finding:
          failure.code === 'timed-out'
            ? 'The sign-in host did not respond in time when the sign-in was renewed.'
            : 'The sign-in host closed the connection when the sign-in was renewed.',
        fix: 'Run the checks again. If the problem persists, check network and VPN.',
      });
    return problemOf(failure, {
      fix: 'The sign-in host responds but the API does not. Check proxy and firewall.',
    });
  }
  return good('Genesys Cloud responds.');
}

function client({ inputs, probes }: Facts): Outcome {
  if (inputs.personName !== null) return good('The client ID works.');
  if (inputs.clientId === '') {
    return {
      state: 'problem',
      finding: 'There is no client ID.',
      fix: 'Enter the client ID from your administrator and save.',
      action: 'edit-client',
    };
  }
  if (inputs.method === 'client-credentials') return waiting('ID and secret are checked at sign-in.');
  if (!probes.client) return CHECKING;
  if (probes.client.ok) return good('The client ID is valid.');
  const { failure } = probes.client;
  if (failure.code !== 'invalid-client') return problemOf(failure);
  return {
    state: 'problem',
    finding: 'Genesys Cloud does not recognise this client ID.',
    fix: 'Compare it with the OAuth client in Admin › Integrations › OAuth, and check the region.',
    action: 'edit-client',
    failure,
  };
}

function signIn(facts: Facts): Outcome {
  const failure = tokenFailure(facts);
  if (facts.inputs.personName === null) {
    return {
      state: 'problem',
      finding: 'You are not signed in.',
      fix: 'Sign in. The other checks then run automatically.',
      action: 'sign-in',
    };
  }
  if (!facts.probes.token) return CHECKING;
  if (!failure || failure.code === 'permission-denied') return good('Signed in.');
  return problemOf(failure, NO_TOKEN.includes(failure.code) ? { action: 'sign-in' } : {});
}

/** The checks that everything else depends on, in order, and what the waiting checks say. */
const CHAIN = [
  { id: 'environment', check: environment, after: 'Checked once an environment is chosen.' },
  { id: 'host-access', check: hostAccess, after: 'Checked once the browser allows access.' },
  { id: 'reachable', check: reachable, after: 'Checked once Genesys Cloud can be reached.' },
  { id: 'client', check: client, after: 'Checked once the client ID is accepted.' },
  { id: 'sign-in', check: (facts: Facts) => skippedOr(signIn(facts), ['token'], facts), after: '' },
] as const;

/** Without a client ID nothing can be sent: report that first. */
function chainFor({ inputs }: Facts): readonly (typeof CHAIN)[number][] {
  const first = inputs.clientId === '' ? ['environment', 'client'] : [];
  return [...CHAIN].sort((a, b) => Number(first.includes(b.id)) - Number(first.includes(a.id)));
}

/** The end of the chain: all good, still being checked, not checked now, or broken. */
export type ChainEnd = 'good' | 'checking' | 'skipped' | 'broken';

/**
 * Runs the checks that everything else depends on. Those after the first failure wait for it: one
 * cause, one red line.
 */
export function checkChain(facts: Facts): { checks: Check[]; end: ChainEnd } {
  let end: ChainEnd = 'good';
  let after = '';
  const checks = chainFor(facts).map(({ id, check, after: text }): Check => {
    const outcome = end === 'good' ? check(facts) : end === 'checking' ? CHECKING : waiting(after);
    if (end === 'good' && outcome.state === 'checking') end = 'checking';
    // An earlier answer is as good as a new one.
    if (end === 'good' && outcome.state === 'skipped' && !facts.probes.token?.ok) end = 'skipped';
    if (end === 'good' && (outcome.state === 'problem' || outcome.state === 'warning')) {
      end = 'broken';
      after = text;
    }
    return { id, title: TITLES[id], ...outcome };
  });
  return { checks, end };
}
