/** Thrown by {@link boundedFetch} for an answer that is larger than allowed. */
export class AnswerTooLargeError extends Error {
  override readonly name = 'AnswerTooLargeError';
}

/** Whether a fetch threw this because its answer was too large, wrapped or not. */
export function isTooLarge(error: unknown): boolean {
  for (let at: unknown = error; at instanceof Error; at = at.cause)
    if (at instanceof AnswerTooLargeError) return true;
  return false;
}

/**
 * Answers with these statuses have no body, and cannot be created with one (Fetch standard, "null
 * body status").
 */
const WITHOUT_BODY = [204, 205, 304];

/** The most to read of an error answer, in bytes: the platform's own have a few hundred. */
const MAX_ERROR_BYTES = 64 * 1024;

/**
 * Creates a `fetch` that reads the whole answer before it resolves, up to `largestBytes`. Bytes
 * count after decompression, so a small download that unpacks to a large body is cut off too. A
 * larger answer is canceled, which drops the connection, and throws {@link AnswerTooLargeError}.
 * An error answer (status 400 and above) that is too large keeps its status, which shows what
 * happened, and loses its body.
 *
 * The caller's signal applies until the last byte. `send` replaces the network; the browser's own
 * `fetch` if missing.
 */
export function boundedFetch(largestBytes: number, send?: typeof fetch): typeof fetch {
  return async (input, init) => {
    // Look up the global per call: a test may have replaced it.
    const response = await (send ?? fetch)(input, init);
    if (response.body === null) return response;
    let bytes: Uint8Array<ArrayBuffer> | null;
    try {
      bytes = await readWithin(response, response.ok ? largestBytes : MAX_ERROR_BYTES);
    } catch (error) {
      // Chromium rejects an aborted body with an error of its own; the reason for the abort says
      // more.
      init?.signal?.throwIfAborted();
      throw error;
    }
    if (bytes === null && response.ok) throw new AnswerTooLargeError();
    // Chromium returns an empty stream for them.
    return new Response(WITHOUT_BODY.includes(response.status) ? null : bytes, {
      // The constructor accepts no higher status; a server may send one.
      status: Math.min(response.status, 599),
      statusText: response.statusText,
      headers: response.headers,
    });
  };
}

/** Returns the body, or `null` for one of more than `largestBytes`, which is canceled. */
async function readWithin(
  { body, headers }: Response,
  largestBytes: number,
): Promise<Uint8Array<ArrayBuffer> | null> {
  if (body === null) return new Uint8Array();
  const reader = body.getReader();
  // Not awaited: a stream that is slow to stop must not delay the caller.
  const cancel = () => void reader.cancel().catch(() => undefined);
  // Only a hint, which may be missing or wrong: what arrives is counted in any case.
  if (Number(headers.get('content-length')) > largestBytes) {
    cancel();
    return null;
  }
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.byteLength;
    if (length > largestBytes) {
      cancel();
      return null;
    }
    chunks.push(value);
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.byteLength;
  }
  return bytes;
}
