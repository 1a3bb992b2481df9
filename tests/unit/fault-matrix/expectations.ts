import type { ErrorCode } from '@/utils/errors/codes';
import type { CallName } from './calls';
import type { Cell } from './cells';
import type { FaultName } from './faults';
import type { WayIn } from './ways-in';

/** How a start ends. Waiting ones resume automatically, failed ones when the user presses again. */
export type Expected = 'joined' | `waiting:${ErrorCode}` | `failed:${ErrorCode}`;

/**
 * What is expected of a fault that strikes once, and of one that lasts; one word where both are the
 * same.
 */
type Both = Expected | { once: Expected; always: Expected };

const once = (first: Expected, always: Expected): Both => ({ once: first, always });

/**
 * What each fault does to each kind of call, and why.
 *
 *   renewal   POST /oauth/token: the access token has expired, and every other call needs another
 *   one first read      look-up, conversation and the supervisor's link: sending it again does no
 *   harm create    POST /api/v2/cobrowse/sessions: may have happened whatever the answer, so it is
 *   looked for before it is sent again agent     the agent's link never holds the supervisor up:
 *   the start is joined, and the link is minted when it is asked for
 */
const RULES: Record<FaultName, { renewal: Both; read: Both; create: Both }> = {
  // One renewal and one replay; after another refusal, the user must sign in. At the token
  // endpoint, it refers to the client itself.
  '401': {
    renewal: 'failed:invalid-client',
    read: once('joined', 'waiting:signed-out'),
    create: once('joined', 'waiting:signed-out'),
  },
  // Final: repeating changes nothing until access is granted. A token endpoint has no such answer
  // (RFC 6749, 5.2).
  '403': {
    renewal: 'failed:unexpected-response',
    read: 'failed:permission-denied',
    create: 'failed:permission-denied',
  },
  // Conversation and both people are asked for, and are there: so it is the service that is not.
  '404': {
    renewal: 'failed:unexpected-response',
    read: 'failed:not-found',
    create: 'failed:cobrowse-unavailable',
  },
  // For a create it means that a session is live. None is, so that one has just ended, and a second
  // create is not blind.
  '409': {
    renewal: 'failed:unexpected-response',
    read: 'failed:conflict',
    create: once('joined', 'failed:conflict'),
  },
  // Short: waited for in silence, twice. A create that was limited has not happened.
  '429, Retry-After 1': {
    renewal: once('joined', 'waiting:rate-limited'),
    read: once('joined', 'waiting:rate-limited'),
    create: once('joined', 'waiting:rate-limited'),
  },
  // Long wait: shown with its time, and resumed automatically.
  '429, Retry-After 120': {
    renewal: 'waiting:rate-limited',
    read: 'waiting:rate-limited',
    create: 'waiting:rate-limited',
  },
  // Above the maximum: nothing waits for an hour.
  '429, Retry-After 3600': {
    renewal: 'failed:rate-limited',
    read: 'failed:rate-limited',
    create: 'failed:rate-limited',
  },
  // The platform counts by the minute; ten seconds are taken for granted.
  '429, no Retry-After': {
    renewal: 'waiting:rate-limited',
    read: 'waiting:rate-limited',
    create: 'waiting:rate-limited',
  },
  // Reads are repeated twice. After a create, a look-up finds nothing, and the create is sent once
  // more.
  '500': troubleOf('server-error'),
  '502': troubleOf('server-error'),
  '503': troubleOf('server-error'),
  '504': troubleOf('server-error'),
  // A create that timed out or lost its answer has happened here: the look-up finds it, however
  // long the fault lasts.
  timeout: { ...troubleOf('timed-out'), create: 'joined' },
  'reset before': troubleOf('unreachable'),
  'reset after': { ...troubleOf('unreachable'), create: 'joined' },
  // A read with an unusable body is not repeated: the answer would be the same. A create is looked
  // up as above.
  'empty body': nonsense(),
  'HTML body': nonsense(),
  // Only the answer is cut: the create has happened, and is found.
  'truncated JSON': { ...nonsense(), create: 'joined' },
  'wrong schema': nonsense(),
  // Never followed: the bearer token must not go to another host.
  redirect: nonsense(),
};

function troubleOf(code: 'server-error' | 'timed-out' | 'unreachable') {
  const both = once('joined', `failed:${code}`);
  return { renewal: both, read: both, create: both };
}

function nonsense() {
  const failed = 'failed:unexpected-response' as const;
  return { renewal: failed, read: failed, create: once('joined', failed) };
}

/**
 * Look-up and create are sent together. If one's renewal fails, the other's may succeed, and so
 * does the look-up after it.
 */
const RENEWED_AGAIN = Object.fromEntries(
  (
    ['403', '404', '409', 'empty body', 'HTML body', 'truncated JSON', 'wrong schema', 'redirect'] as const
  ).map((fault) => [fault, once('joined', 'failed:unexpected-response')]),
);

type Exceptions = Partial<Record<CallName, Both | Partial<Record<FaultName, Both>>>>;

/** Outcomes of particular calls or entry points. All others follow the rules. */
const EXCEPTIONS: Record<WayIn, Exceptions> = {
  'from nothing': {
    // A collection that is not there: the organization has no Cobrowse Sessions API.
    'look-up': { '404': 'failed:cobrowse-unavailable' },
    // A session that is gone is looked up again, from the beginning; it is there, and the second
    // link is issued.
    'supervisor link': { '404': once('joined', 'failed:not-found') },
  },
  'from a fresh listing': {
    renewal: RENEWED_AGAIN,
    // It travels with the create, which needs no answer of it.
    'look-up': 'joined',
    // Known from the listing.
    conversation: 'joined',
    'supervisor link': { '404': once('joined', 'failed:not-found') },
  },
  'while one is live': {
    renewal: RENEWED_AGAIN,
    // The create is refused (409), so the look-up is needed. The one that traveled with it failed:
    // it is asked for again.
    'look-up': {
      '401': once('joined', 'waiting:signed-out'),
      '403': once('joined', 'failed:permission-denied'),
      '404': once('joined', 'failed:cobrowse-unavailable'),
      '409': once('joined', 'failed:conflict'),
      '429, Retry-After 120': once('joined', 'waiting:rate-limited'),
      '429, Retry-After 3600': once('joined', 'failed:rate-limited'),
      '429, no Retry-After': once('joined', 'waiting:rate-limited'),
      'empty body': once('joined', 'failed:unexpected-response'),
      'HTML body': once('joined', 'failed:unexpected-response'),
      'truncated JSON': once('joined', 'failed:unexpected-response'),
      'wrong schema': once('joined', 'failed:unexpected-response'),
      redirect: once('joined', 'failed:unexpected-response'),
    },
    conversation: 'joined',
    // Whatever became of it, the look-up that follows finds the live one. A 409 is the truth here.
    create: {
      '409': 'joined',
      '500': 'joined',
      '502': 'joined',
      '503': 'joined',
      '504': 'joined',
      'reset before': 'joined',
      'empty body': 'joined',
      'HTML body': 'joined',
      'wrong schema': 'joined',
      redirect: 'joined',
    },
    'supervisor link': { '404': once('joined', 'failed:not-found') },
  },
};

/** The outcome that a cell must have. */
export function expectedOf({ wayIn, call, fault, lasting }: Cell): Expected {
  const exceptions = EXCEPTIONS[wayIn][call.name];
  const exception = isOutcome(exceptions) ? exceptions : exceptions?.[fault];
  const outcome = exception ?? ruleFor(call.name, fault);
  return typeof outcome === 'string' ? outcome : outcome[lasting];
}

/** The outcome that a fault has for a call where nothing is particular. */
export function ruleFor(call: CallName, fault: FaultName): Both {
  switch (call) {
    case 'renewal':
    case 'create':
      return RULES[fault][call];
    case 'look-up':
    case 'conversation':
    case 'supervisor link':
      return RULES[fault].read;
    case 'agent link':
      return 'joined';
  }
}

function isOutcome(value: Both | Partial<Record<FaultName, Both>> | undefined): value is Both {
  return typeof value === 'string' || (value !== undefined && 'once' in value);
}
