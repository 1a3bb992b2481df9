import { isOwnWait } from '../errors/messages';
import { CHECKING, good, problemOf, waiting, wordsOf } from './chain';
import { stateOf } from './grant-checks';
import type { Check, CheckPart, Facts } from './model';

type Outcome = Omit<Check, 'id' | 'title'>;

/** A difference of the two clocks above this is reported, in milliseconds. */
const REPORTED_SKEW_MS = 60_000;

const SOURCES = [
  { probe: 'own', name: 'Your own conversations' },
  { probe: 'agents', name: 'Conversations of agents' },
  { probe: 'queues', name: 'Conversations in queues' },
  { probe: 'search', name: 'Search over all conversations' },
] as const;

/** Checks who is signed in. */
export function checkIdentity({ inputs, probes: { person, token } }: Facts): Outcome {
  if (!person) return CHECKING;
  // Both requests need the same scope: the line of the scopes reports it.
  if (!person.ok && token?.ok === false) return waiting('Checked once no scope is missing.');
  if (!person.ok) {
    const { failure } = person;
    if (failure.code !== 'not-found') return problemOf(failure);
    return {
      state: 'problem',
      finding: 'The supervisor user ID does not belong to this organisation.',
      fix: 'Correct the supervisor user ID and save.',
      action: 'edit-user',
      failure,
    };
  }
  const organisation = token?.ok ? token.value.organisation : null;
  const who = [inputs.personName, inputs.personHint && `(${inputs.personHint})`].filter(Boolean).join(' ');
  return good(organisation ? `${who} in ${organisation}.` : `${who}.`);
}

/** Checks which lists can be read, and what is missing for the others. */
export function checkSources({ probes }: Facts): Outcome {
  if (SOURCES.some(({ probe }) => !probes[probe])) return CHECKING;
  const parts = SOURCES.map(({ probe, name }): CheckPart => {
    const answer = probes[probe];
    if (!answer || answer.ok) return { name, about: 'readable', state: 'good', code: false };
    const { code, subject } = answer.failure;
    return {
      name,
      about:
        code === 'permission-denied' && subject
          ? `${subject} is missing`
          : wordsOf(answer.failure).replace(/\.$/, ''),
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
  if (unread.length === 0 && skipped === 0) return { ...good('All four can be read.'), parts };
  if (unread.length === 0) {
    return {
      state: 'skipped',
      finding: `${parts.length - skipped} of ${parts.length} can be read; the others were skipped.`,
      parts,
    };
  }
  const denied = failures.some(({ code }) => code === 'permission-denied');
  if (unread.length === parts.length) {
    return {
      state: 'problem',
      finding: 'No conversation list can be read.',
      fix: denied
        ? 'The popup stays empty until an administrator grants what is missing.'
        : 'The popup stays empty. Run the checks again in a moment.',
      parts: parts.map((part) => ({ ...part, state: 'problem' })),
      ...failed,
    };
  }
  return {
    state: stateOf(parts),
    finding: `${parts.length - unread.length - skipped} of ${parts.length} can be read.`,
    fix: denied
      ? 'The others stay hidden until an administrator grants what is missing.'
      : 'The others are hidden for now. Run the checks again in a moment.',
    parts,
    ...failed,
  };
}

/** Checks whether changes arrive as they happen. */
export function checkNotifications({ probes: { notifications } }: Facts): Outcome {
  if (!notifications) return CHECKING;
  if (notifications.ok) return good('Connected.');
  if (notifications.failure.code === 'rate-limited') return problemOf(notifications.failure);
  return {
    state: 'warning',
    finding: wordsOf(notifications.failure),
    fix:
      notifications.failure.code === 'permission-denied'
        ? 'The list is refreshed periodically instead. Live updates need the scope notifications.'
        : 'The list is refreshed periodically instead.',
    failure: notifications.failure,
  };
}

/** Checks how far this computer's clock is from Genesys Cloud's. */
export function checkClock({ probes: { token } }: Facts): Outcome {
  if (!token) return CHECKING;
  const ahead = token.ok ? token.value.clockAheadMs : undefined;
  if (ahead === undefined) return waiting('Genesys Cloud did not report the time.');
  const seconds = Math.round(Math.abs(ahead) / 1000);
  if (Math.abs(ahead) <= REPORTED_SKEW_MS) {
    return good(seconds === 0 ? 'Accurate.' : `${seconds} s off Genesys Cloud, which is accurate enough.`);
  }
  return {
    state: 'warning',
    finding: `${seconds} s ${ahead > 0 ? 'behind' : 'ahead of'} Genesys Cloud.`,
    fix: 'The extension corrects for this, but other programs may not. Set the clock.',
  };
}
