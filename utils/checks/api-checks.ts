import { grantName, readGrant } from '../errors/denied-grant';
import type { Failure } from '../errors/failure';
import { isOwnWait } from '../errors/messages';
import { formatNumber, t } from '../i18n/messages';
import { checking, good, problemOf, waiting, wordsOf } from './chain';
import { stateOf } from './grant-checks';
import type { Check, CheckPart, Facts } from './model';

type Outcome = Omit<Check, 'id' | 'title'>;

/** A difference of the two clocks above this is reported, in milliseconds. */
const REPORTED_SKEW_MS = 60_000;

const SOURCES = [
  { probe: 'own', name: 'check_source_own' },
  { probe: 'agents', name: 'check_source_agents' },
  { probe: 'queues', name: 'check_source_queues' },
  { probe: 'search', name: 'check_source_search' },
] as const;

/** The names of the lists, in the user's language. */
export const sourceNames = () => SOURCES.map(({ name }) => t(name));

/** Checks who is signed in. */
export function checkIdentity({ inputs, probes: { person, token } }: Facts): Outcome {
  if (!person) return checking();
  // Both requests need the same scope: the line of the scopes reports it.
  if (!person.ok && token?.ok === false) return waiting(t('check_after_scopes'));
  if (!person.ok) {
    const { failure } = person;
    if (failure.code !== 'not-found') return problemOf(failure);
    return {
      state: 'problem',
      finding: t('check_identity_wrong'),
      fix: t('check_identity_wrong_fix'),
      action: 'edit-user',
      failure,
    };
  }
  const organization = token?.ok ? token.value.organization : null;
  const { personName: name, personHint: hint } = inputs;
  const who = name !== null && hint ? t('check_identity_hint', { name, hint }) : (name ?? hint ?? '');
  return good(
    organization
      ? t('check_identity_in', { person: who, organization })
      : t('check_identity', { person: who }),
  );
}

/** Why a list cannot be read, as a phrase without a full stop. */
function whyUnread(failure: Failure): string {
  const grant = failure.code === 'permission-denied' && failure.subject ? readGrant(failure.subject) : null;
  if (grant === null) return wordsOf(failure).replace(/[.。]$/, '');
  if (grant.kind === 'network') return t('list_hidden_not_allowed');
  return t('check_source_missing', { permission: grantName(grant) });
}

/** Checks which lists can be read, and what is missing for the others. */
export function checkSources({ probes }: Facts): Outcome {
  if (SOURCES.some(({ probe }) => !probes[probe])) return checking();
  const parts = SOURCES.map(({ probe, name: key }): CheckPart => {
    const answer = probes[probe];
    const name = t(key);
    if (!answer || answer.ok) return { name, about: t('check_source_readable'), state: 'good', code: false };
    return {
      name,
      about: whyUnread(answer.failure),
      state: isOwnWait(answer.failure) ? 'skipped' : 'warning',
      code: false,
    };
  });
  const unread = parts.filter(({ state }) => state === 'warning');
  const skipped = parts.filter(({ state }) => state === 'skipped').length;
  const failures = SOURCES.flatMap(({ probe }) => {
    const answer = probes[probe];
    return answer?.ok === false && !isOwnWait(answer.failure) ? [answer.failure] : [];
  });
  const failed = failures[0] ? { failure: failures[0] } : {};
  if (unread.length === 0 && skipped === 0) return { ...good(t('check_sources_all')), parts };
  if (unread.length === 0) {
    return {
      state: 'skipped',
      finding: t('check_sources_skipped', counts(parts.length - skipped, parts.length)),
      parts,
    };
  }
  const denied = failures.some(({ code }) => code === 'permission-denied');
  if (unread.length === parts.length) {
    return {
      state: 'problem',
      finding: t('check_sources_none'),
      fix: denied ? t('check_sources_none_denied') : t('check_sources_none_fix'),
      parts: parts.map((part) => ({ ...part, state: 'problem' })),
      ...failed,
    };
  }
  return {
    state: stateOf(parts),
    finding: t('check_sources_some', counts(parts.length - unread.length - skipped, parts.length)),
    fix: denied ? t('check_sources_some_denied') : t('check_sources_some_fix'),
    parts,
    ...failed,
  };
}

const counts = (read: number, all: number) => ({ read: formatNumber(read), all: formatNumber(all) });

/** Checks whether changes arrive as they happen. */
export function checkNotifications({ probes: { notifications } }: Facts): Outcome {
  if (!notifications) return checking();
  if (notifications.ok) return good(t('check_notifications_good'));
  if (notifications.failure.code === 'rate-limited') return problemOf(notifications.failure);
  return {
    state: 'warning',
    finding: wordsOf(notifications.failure),
    fix:
      notifications.failure.code === 'permission-denied'
        ? t('check_notifications_denied', { scope: 'notifications' })
        : t('check_notifications_fix'),
    failure: notifications.failure,
  };
}

/** Checks how far this computer's clock is from Genesys Cloud's. */
export function checkClock({ probes: { token } }: Facts): Outcome {
  if (!token) return checking();
  const ahead = token.ok ? token.value.clockAheadMs : undefined;
  if (ahead === undefined) return waiting(t('check_clock_unknown'));
  const off = Math.round(Math.abs(ahead) / 1000);
  const seconds = formatNumber(off);
  if (Math.abs(ahead) <= REPORTED_SKEW_MS) {
    return good(off === 0 ? t('check_clock_accurate') : t('check_clock_enough', { seconds }));
  }
  return {
    state: 'warning',
    finding: ahead > 0 ? t('check_clock_behind', { seconds }) : t('check_clock_ahead', { seconds }),
    fix: t('check_clock_fix'),
  };
}
