import type { Failure } from '../errors/failure';
import { describeFailure, isOwnWait } from '../errors/messages';
import { language, type MessageKey, t } from '../i18n/messages';
import type { Check, CheckId, Facts, Probe } from './model';

type Outcome = Omit<Check, 'id' | 'title'>;

const TITLES = {
  environment: 'check_title_environment',
  'host-access': 'check_title_host_access',
  reachable: 'check_title_reachable',
  client: 'check_title_client',
  'sign-in': 'check_title_sign_in',
  identity: 'check_title_identity',
  scopes: 'check_title_scopes',
  capability: 'check_title_capability',
  permissions: 'check_title_permissions',
  sources: 'check_title_sources',
  service: 'check_title_service',
  streaming: 'check_title_streaming',
  notifications: 'check_title_notifications',
  'desktop-script': 'check_title_desktop_script',
  'button-place': 'check_title_button_place',
  shortcuts: 'check_title_shortcuts',
  clock: 'check_title_clock',
} as const satisfies Record<CheckId, MessageKey>;

/** The title of a check, as shown on the page. */
export const titleOf = (id: CheckId) => t(TITLES[id]);

export const checking = (): Outcome => ({ state: 'checking', finding: t('check_running') });
export const good = (finding: string): Outcome => ({ state: 'good', finding });
export const waiting = (finding: string): Outcome => ({ state: 'waiting', finding });

export const notRun = () => t('check_not_run');

/**
 * Returns a line's outcome if one of its probes was not run this time: the last answer with its
 * time, if known. An earlier problem still counts; an earlier success is gray.
 */
export function skippedOr(outcome: Outcome, probes: readonly Probe[], facts: Facts): Outcome {
  const skipped = probes.flatMap((probe) => facts.skipped?.[probe] ?? []);
  if (skipped.length === 0 || outcome.state === 'checking' || outcome.state === 'waiting') return outcome;
  const times = skipped.flatMap(({ answeredAt }) => answeredAt ?? []);
  if (times.length < skipped.length) {
    return outcome.parts?.some(({ state }) => state === 'good')
      ? { ...outcome, state: outcome.state === 'good' ? 'skipped' : outcome.state }
      : { state: 'skipped', finding: notRun() };
  }
  const time = new Date(Math.min(...times)).toLocaleTimeString(language(), { timeStyle: 'short' });
  return {
    ...outcome,
    state: outcome.state === 'good' ? 'skipped' : outcome.state,
    finding: t('check_not_run_last', { time, finding: outcome.finding }),
  };
}

/** Converts a failed request to a finding. */
export function problemOf(failure: Failure, more: Partial<Outcome> = {}): Outcome {
  if (isOwnWait(failure)) return { state: 'skipped', finding: notRun() };
  const { title, help } = describeFailure(failure);
  // A temporary failure is not an error in the set-up.
  if (failure.code === 'rate-limited')
    return { state: 'warning', finding: wordsOf(failure), fix: t('check_wait_minute'), failure };
  return { state: 'problem', finding: title, fix: help, failure, ...more };
}

/**
 * Describes a failure in a sentence. Without an answer, the extension postponed the request, not
 * Genesys Cloud.
 */
export function wordsOf(failure: Failure): string {
  return isOwnWait(failure) ? notRun() : describeFailure(failure).title;
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
    finding: t('check_environment_none'),
    fix: t('check_environment_fix'),
    action: 'edit-environment',
  };
}

function hostAccess({ browser }: Facts): Outcome {
  if (!browser) return checking();
  if (browser.hostAccess) return good(t('check_host_allowed'));
  return {
    state: 'problem',
    finding: t('check_host_not_allowed'),
    fix: t('check_host_fix'),
    action: 'allow-access',
  };
}

function reachable(facts: Facts): Outcome {
  const { reachability } = facts;
  if (!reachability) return checking();
  if (reachability !== 'reachable') {
    return {
      state: 'problem',
      finding: reachability === 'timed-out' ? t('check_reachable_timed_out') : t('check_reachable_not'),
      fix: t('check_reachable_fix'),
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
            ? t('check_reachable_renewal_timed_out')
            : t('check_reachable_renewal_closed'),
        fix: t('check_reachable_renewal_fix'),
      });
    return problemOf(failure, {
      fix: t('check_reachable_api_fix'),
    });
  }
  return good(t('check_reachable_good'));
}

function client({ inputs, probes }: Facts): Outcome {
  if (inputs.personName !== null) return good(t('check_client_works'));
  if (inputs.clientId === '') {
    return {
      state: 'problem',
      finding: t('check_client_none'),
      fix: t('check_client_none_fix'),
      action: 'edit-client',
    };
  }
  if (inputs.method === 'client-credentials') return waiting(t('check_client_at_sign_in'));
  if (!probes.client) return checking();
  if (probes.client.ok) return good(t('check_client_valid'));
  const { failure } = probes.client;
  if (failure.code !== 'invalid-client') return problemOf(failure);
  return {
    state: 'problem',
    finding: t('check_client_unknown'),
    fix: t('check_client_unknown_fix', { place: t('common_place_oauth') }),
    action: 'edit-client',
    failure,
  };
}

function signIn(facts: Facts): Outcome {
  const failure = tokenFailure(facts);
  if (facts.inputs.personName === null) {
    return {
      state: 'problem',
      finding: t('check_signed_out'),
      fix: t('check_signed_out_fix'),
      action: 'sign-in',
    };
  }
  if (!facts.probes.token) return checking();
  if (!failure || failure.code === 'permission-denied') return good(t('check_signed_in'));
  return problemOf(failure, NO_TOKEN.includes(failure.code) ? { action: 'sign-in' } : {});
}

/** The checks that everything else depends on, in order, and what the waiting checks say. */
const CHAIN = [
  { id: 'environment', check: environment, after: 'check_after_environment' },
  { id: 'host-access', check: hostAccess, after: 'check_after_host' },
  { id: 'reachable', check: reachable, after: 'check_after_reachable' },
  { id: 'client', check: client, after: 'check_after_client' },
  {
    id: 'sign-in',
    check: (facts: Facts) => skippedOr(signIn(facts), ['token'], facts),
    after: 'check_after_sign_in',
  },
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
  let after: MessageKey = 'check_after_problem';
  const checks = chainFor(facts).map(({ id, check, after: text }): Check => {
    const outcome = end === 'good' ? check(facts) : end === 'checking' ? checking() : waiting(t(after));
    if (end === 'good' && outcome.state === 'checking') end = 'checking';
    // An earlier answer is as good as a new one.
    if (end === 'good' && outcome.state === 'skipped' && !facts.probes.token?.ok) end = 'skipped';
    if (end === 'good' && (outcome.state === 'problem' || outcome.state === 'warning')) {
      end = 'broken';
      after = text;
    }
    return { id, title: titleOf(id), ...outcome };
  });
  return { checks, end };
}
