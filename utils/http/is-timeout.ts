/**
 * Whether a fetch threw this because its `AbortSignal.timeout` fired, wrapped or not (DOMException
 * `TimeoutError`).
 */
export function isTimeout(error: unknown): boolean {
  for (let at: unknown = error; at instanceof Error; at = at.cause)
    if (at.name === 'TimeoutError') return true;
  return false;
}
