import { ERROR_CODES, type ErrorCode } from '@/utils/errors/codes';
import { type Failure, TOO_LARGE } from '@/utils/errors/failure';
import { NO_ANSWER, NOT_FOUND_SUBJECTS } from '@/utils/errors/messages';
import { SCREEN_REFUSAL_CODES } from '@/utils/errors/screen-refusal-codes';

type Details = Omit<Failure, 'code'>;

/** For each code, the details that change what is said about it; `{}` is said of every code. */
const VARIANTS: Partial<Record<ErrorCode, readonly Details[]>> = {
  'signed-out': [{ status: 401 }, { apiCode: 'credentials.expired' }],
  'sign-in-failed': [{ apiMessage: 'invalid_grant: the code has expired' }],
  'sign-in-page-failed': [{ subject: 'https://abcdefghijklmnop.chromiumapp.org/us_east_1' }],
  'not-configured': [
    { subject: 'the client ID' },
    { subject: 'the client secret' },
    { subject: 'the region or host' },
    { subject: 'the supervisor user ID' },
  ],
  'policy-unreadable': [{ subject: 'environment, signIn.clientId' }],
  'host-access-missing': [{ subject: 'api.mypurecloud.com, and login.mypurecloud.com' }],
  'permission-denied': [
    { subject: 'the permission “cobrowse:session:add”', status: 403, correlationId: 'b1f0…4711' },
    { subject: 'the permission “cobrowse:session:add” in the division “Sales”' },
    { subject: 'the permission “cobrowse:session:add” in the division that this belongs to' },
    { subject: 'a permission in the division “Sales”' },
    { subject: 'a permission in the division that this belongs to' },
    { subject: 'the scope “conversations:readonly”' },
    { subject: 'the cobrowse capability of the supervisor' },
    { subject: 'something unforeseen' },
    { subject: 'this network (IP allow list)' },
    { apiMessage: 'You may not do this.' },
  ],
  'not-found': ['agent-left', ...NOT_FOUND_SUBJECTS].map((subject) => ({ subject })),
  'no-agent': [{ subject: 'own' }, { subject: 'changed' }],
  conflict: [{ subject: 'session', owner: 'Mateo García Hernández' }, { subject: 'chat' }],
  'screen-refused': [
    { subject: 'same-agent' },
    ...SCREEN_REFUSAL_CODES.map((apiCode) => ({ apiCode, status: 400 })),
  ],
  'screen-unreachable': [{ subject: 'page' }],
  'invalid-request': [
    { apiMessage: 'timeoutInMinutes must be positive', fieldPath: 'settings.timeoutInMinutes' },
  ],
  'rate-limited': [{ status: 429 }],
  'server-error': [{ status: 503, call: 'POST /api/v2/cobrowse/sessions' }],
  'unexpected-response': [
    { fieldPath: TOO_LARGE },
    { call: 'GET /api/v2/conversations', fieldPath: 'entities.0.id' },
  ],
  'practice-refused': [{ subject: 'policy' }, { subject: 'session' }, { subject: 'sign-in' }],
  'unexpected-error': [{ subject: NO_ANSWER }],
};

/** Everything that can be said about a failure: each code alone, and with each of its details. */
export const EVERY_FAILURE: readonly Failure[] = ERROR_CODES.flatMap((code) =>
  [{}, ...(VARIANTS[code] ?? [])].map((details) => ({ code, ...details })),
);
