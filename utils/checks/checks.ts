import { t } from '../i18n/messages';
import { checkClock, checkIdentity, checkNotifications, checkSources } from './api-checks';
import { checkButtonPlace, checkDesktopScript, checkShortcuts } from './browser-checks';
import { checkChain, checking, notRun, skippedOr, titleOf, waiting } from './chain';
import { checkCapability, checkPermissions, checkScopes } from './grant-checks';
import { CHECKS, type Check, type Facts, type Probe } from './model';
import { checkService, checkStreaming, usedService } from './service-check';

type Outcome = Omit<Check, 'id' | 'title'>;

/** The checks that need a sign-in. */
const AFTER_SIGN_IN = {
  identity: checkIdentity,
  scopes: checkScopes,
  capability: checkCapability,
  permissions: checkPermissions,
  sources: checkSources,
  service: checkService,
  streaming: checkStreaming,
  notifications: checkNotifications,
  'desktop-script': checkDesktopScript,
  'button-place': checkButtonPlace,
  clock: checkClock,
};

/** The probes that each of them needs. */
const REQUIRED_PROBES: Record<keyof typeof AFTER_SIGN_IN, readonly Probe[]> = {
  identity: ['person'],
  scopes: ['token', 'sessions-service', 'screen-service'],
  capability: ['person', 'sessions-service', 'screen-service'],
  permissions: ['person', 'sessions-service', 'screen-service'],
  sources: ['own', 'agents', 'queues', 'search'],
  service: ['sessions-service', 'screen-service'],
  streaming: [],
  notifications: ['notifications'],
  'desktop-script': [],
  'button-place': [],
  clock: ['token'],
};

/**
 * Returns all checks, from what is known at this moment; called again with each fact. A check whose
 * cause is on another line says that it comes after that, and is not red too.
 */
export function evaluateChecks(facts: Facts): Check[] {
  const { checks: chain, end } = checkChain(facts);
  const others = Object.entries(AFTER_SIGN_IN).map(([id, check]) => {
    const name = id as keyof typeof AFTER_SIGN_IN;
    return { id: name, ...outcomeOf(name, check) };
  });
  function outcomeOf(name: keyof typeof AFTER_SIGN_IN, check: (facts: Facts) => Outcome): Outcome {
    if (end === 'good') return skippedOr(check(facts), REQUIRED_PROBES[name], facts);
    if (end === 'checking') return checking();
    if (end === 'skipped') return { state: 'skipped', finding: notRun() };
    return waiting(facts.inputs.personName === null ? t('check_after_sign_in') : t('check_after_problem'));
  }
  const found = [...chain, ...others, { id: 'shortcuts' as const, ...checkShortcuts(facts) }];
  return CHECKS.flatMap((id) => {
    // Nothing else uses the streaming service.
    if (id === 'streaming' && usedService(facts) !== 'screen') return [];
    const check = found.find((one) => one.id === id);
    return check ? [{ ...check, title: titleOf(id) }] : [];
  });
}

/**
 * Counts the checks by state. `counted`: all but those that were not run now, which say nothing of
 * the set-up.
 */
export function summaryOf(checks: readonly Check[]): {
  good: number;
  problems: number;
  warnings: number;
  skipped: number;
  counted: number;
} {
  const count = (state: Check['state']) => checks.filter((check) => check.state === state).length;
  const skipped = count('skipped');
  return {
    good: count('good'),
    problems: count('problem'),
    warnings: count('warning'),
    skipped,
    counted: checks.length - skipped,
  };
}
