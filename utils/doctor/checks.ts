import { checkClock, checkIdentity, checkNotifications, checkSources } from './api-checks';
import { checkDesktopScript, checkShortcuts } from './browser-checks';
import { CHECKING, checkChain, TITLES, waiting } from './chain';
import { checkCapability, checkPermissions, checkScopes } from './grant-checks';
import { CHECKS, type Check, type Facts } from './model';
import { checkService } from './service-check';

/** What can be looked at only when somebody is signed in. */
const AFTER_SIGN_IN = {
  identity: checkIdentity,
  scopes: checkScopes,
  capability: checkCapability,
  permissions: checkPermissions,
  sources: checkSources,
  service: checkService,
  notifications: checkNotifications,
  'desktop-script': checkDesktopScript,
  clock: checkClock,
};

/**
 * All lines of the doctor, from what is known at this moment; drawn anew with each fact. A check whose cause is another line's says that
 * it comes after that, and is not red too.
 */
export function checksOf(facts: Facts): Check[] {
  const { checks: chain, end } = checkChain(facts);
  const others = Object.entries(AFTER_SIGN_IN).map(([id, check]) => {
    const outcome =
      end === 'good' ? check(facts) : end === 'checking' ? CHECKING : waiting('Checked after sign-in.');
    return { id: id as keyof typeof AFTER_SIGN_IN, ...outcome };
  });
  const found = [...chain, ...others, { id: 'shortcuts' as const, ...checkShortcuts(facts) }];
  return CHECKS.flatMap((id) => {
    const check = found.find((one) => one.id === id);
    return check ? [{ ...check, title: TITLES[id] }] : [];
  });
}

/** How many are of each kind, for the line above them. */
export function summaryOf(checks: readonly Check[]): {
  problems: number;
  warnings: number;
  checking: boolean;
} {
  const count = (state: Check['state']) => checks.filter((check) => check.state === state).length;
  return { problems: count('problem'), warnings: count('warning'), checking: count('checking') > 0 };
}
