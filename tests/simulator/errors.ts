import { randomUUID } from 'node:crypto';

/** One entry of `details` in an error body. */
type ErrorDetail = { errorCode: string; fieldName: string; entityId?: string; entityName?: string };

/** What an error body may hold besides message, code, status and contextId. */
export type ErrorExtras = {
  entityId?: string;
  entityName?: string;
  messageParams?: Record<string, string>;
  messageWithParams?: string;
  details?: ErrorDetail[];
  limit?: { key: string; namespace: string; value: number };
};

/** Names of the response headers the simulator shares between modules. */
export const CORRELATION_HEADER = 'ININ-Correlation-Id';

/**
 * A refusal in the platform's terms; thrown anywhere below `/api`, turned into an answer in one
 * place.
 */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly extras: ErrorExtras;
  readonly headers: Record<string, string>;

  constructor(
    status: number,
    code: string,
    message: string,
    extras: ErrorExtras = {},
    headers: Record<string, string> = {},
  ) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.code = code;
    this.extras = extras;
    this.headers = headers;
  }
}

/** The platform's usual code and text for each HTTP status that a fault can ask for. */
const DEFAULTS: Record<number, readonly [code: string, message: string]> = {
  400: ['bad.request', 'The request could not be understood by the server due to malformed syntax.'],
  401: ['bad.credentials', 'Invalid login credentials.'],
  403: [
    'missing.permissions',
    'Unable to perform the requested action. You are missing the required permission(s).',
  ],
  404: ['not.found', 'The requested resource was not found.'],
  405: ['method.not.allowed', 'The requested method is not supported by this resource.'],
  408: ['client.timeout', 'The server timed out waiting for the request.'],
  409: ['request.conflict', 'The request conflicts with the current state of the target resource.'],
  413: ['request.entity.too.large', 'The request is over the size limit.'],
  415: ['unsupported.media.type', 'Unsupported Media Type - Unsupported or incorrect media type.'],
  429: ['too.many.requests', 'Rate limit exceeded the maximum requests within 60 seconds.'],
  500: ['internal.server.error', 'The server encountered an unexpected condition.'],
  503: ['service.unavailable', 'Service Unavailable - The server is currently unavailable.'],
  504: ['request.timeout', 'The request timed out.'],
};

/**
 * The error that the platform usually gives with this status.
 * @param retryAfterS seconds the client should wait; only used in the text of a 429
 */
export function usualError(status: number, retryAfterS?: string | null): ApiError {
  if (status === 429 && retryAfterS) return tooManyRequests(Number(retryAfterS));
  const known = DEFAULTS[status] ?? DEFAULTS[status < 500 ? 400 : 500];
  return new ApiError(status, known?.[0] ?? 'unknown', known?.[1] ?? 'Unknown error.');
}

/** 429 with the only rate header the platform sends, `Retry-After` (seconds). */
export function tooManyRequests(retryAfterS: number, limitPerMinute?: number): ApiError {
  const extras: ErrorExtras =
    limitPerMinute === undefined
      ? {}
      : { limit: { key: 'token.rate.per.minute', namespace: 'platform.api', value: limitPerMinute } };
  return new ApiError(
    429,
    'too.many.requests.retry.after',
    `Rate limit exceeded the maximum. Retry the request in [${retryAfterS}] seconds`,
    extras,
    { 'Retry-After': String(retryAfterS) },
  );
}

/** 404 that names which entity is missing. */
export function notFound(entityName?: string, entityId?: string): ApiError {
  return new ApiError(404, 'not.found', 'The requested resource was not found.', {
    ...(entityName === undefined ? {} : { entityName }),
    ...(entityId === undefined ? {} : { entityId }),
  });
}

/** 403 for a user who lacks a permission. */
export function missingPermission(permission: string): ApiError {
  const text = 'Unable to perform the requested action. You are missing the following permission(s):';
  return new ApiError(403, 'missing.permissions', `${text} ${permission}`, {
    messageWithParams: `${text} {permissions}`,
    messageParams: { permissions: permission },
  });
}

/** 403 for a user who has none of the permissions of which one is enough. */
export function missingAnyPermission(permissions: readonly string[]): ApiError {
  const text =
    'Unable to perform the requested action. You must have at least one of the following permissions assigned:';
  const names = permissions.join(', ');
  return new ApiError(403, 'missing.any.permissions', `${text} ${names}`, {
    messageWithParams: `${text} {permissions}`,
    messageParams: { permissions: names },
  });
}

/** 400 for a value that is not among those a field may have. */
export function invalidValue(fieldName: string, value: unknown, allowed: readonly string[]): ApiError {
  return new ApiError(
    400,
    'invalid.value',
    `Value [${String(value)}] is not valid for field type [${fieldName}]. Allowable values are: ${allowed.join(', ')}`,
    { details: [{ errorCode: 'invalid.value', fieldName }] },
  );
}

/** 400 for a body with wrong fields; the message repeats the first one. */
export function invalidBody(problems: readonly { fieldName: string; reason: string }[]): ApiError {
  const first = problems[0];
  return new ApiError(
    400,
    'bad.request',
    first ? `${first.fieldName} ${first.reason}` : 'The body is not valid.',
    {
      details: problems.map(({ fieldName }) => ({ errorCode: 'invalid.value', fieldName })),
    },
  );
}

/** The answer for an error: the platform's body, and the same support id in body and header. */
export function errorResponse(error: ApiError): Response {
  const contextId = randomUUID();
  const body = {
    message: error.message,
    code: error.code,
    status: error.status,
    contextId,
    details: [],
    errors: [],
    ...error.extras,
  };
  return Response.json(body, {
    status: error.status,
    headers: { [CORRELATION_HEADER]: contextId, ...error.headers },
  });
}
