import { usualError } from './errors.ts';

/**
 * The JSON that came with a request.
 * @throws ApiError 415 for another media type, 400 for broken JSON
 */
export async function jsonBody(request: Request): Promise<unknown> {
  if (!/^application\/json\b/i.test(request.headers.get('content-type') ?? '')) throw usualError(415);
  try {
    return await request.json();
  } catch {
    throw usualError(400);
  }
}

/**
 * The JSON object that came with a request.
 * @throws ApiError 415 for another media type, 400 for broken JSON or anything but an object
 */
export async function jsonObject(request: Request): Promise<Record<string, unknown>> {
  const body = asObject(await jsonBody(request));
  if (!body) throw usualError(400);
  return body;
}

/** The value when it is a JSON object. */
export function asObject(value: unknown): Record<string, unknown> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
}
