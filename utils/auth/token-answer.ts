/**
 * Converts an answer of a token endpoint to one that the library can read. The library rejects
 * whole answers because of fields that we do not need; those are corrected or removed. What matters
 * stays unchanged: the token, a stated token type, statuses.
 */
export async function readLeniently(response: Response): Promise<Response> {
  if (!/\bjson\b/i.test(response.headers.get('content-type') ?? '')) return response;
  const text = await response.text();
  const body = parseObject(text);
  const { status, statusText, headers } = response;
  const read = body && (response.ok ? grantOf(body) : refusalOf(body, status));
  // Use no body instead of an empty one: some statuses may not have one.
  return new Response(text === '' ? null : read ? JSON.stringify(read) : text, {
    status,
    statusText,
    headers,
  });
}

type Body = Record<string, unknown>;

function parseObject(text: string): Body | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Body) : null;
  } catch {
    // The library reports what is wrong with it.
    return null;
  }
}

function grantOf({ id_token: _unused, ...body }: Body): Body {
  const { token_type, refresh_token, scope, expires_in, ...rest } = body;
  return {
    ...rest,
    // A token without a type is a bearer token; one of another type is refused later.
    token_type: isMissing(token_type) ? 'bearer' : isText(token_type) ? token_type.trim() : token_type,
    ...(isText(refresh_token) && { refresh_token }),
    ...(isText(scope) && { scope }),
    // Drop a lifetime that is not a number; the API reports when the token is no longer valid.
    ...(!Number.isNaN(Number.parseFloat(String(expires_in))) && { expires_in }),
  };
}

/**
 * The platform puts the reason in `description` beside or instead of `error_description`, and its
 * API in `message` and `code`.
 */
function refusalOf(body: Body, status: number): Body {
  const { error, code, error_description, description, message } = body;
  const reason = [error_description, description, message].find(isText);
  // Without an `error`, only a status that token endpoints use for refusals (RFC 6749, section 5.2)
  // counts as one.
  const isRefusal = isText(error) || status === 400 || status === 401;
  if (reason === undefined || !isRefusal) return body;
  return { ...body, error: [error, code].find(isText) ?? 'invalid_request', error_description: reason };
}

const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';
const isMissing = (value: unknown) => value === undefined || value === null || value === '';
