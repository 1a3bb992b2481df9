/**
 * An answer of a token endpoint as the library can read it. The library refuses whole answers over
 * fields that nothing here depends on; those are put right or left out. What matters stays as it
 * came: the token, a token type that is stated, statuses.
 */
export async function readLiberally(response: Response): Promise<Response> {
  if (!/\bjson\b/i.test(response.headers.get('content-type') ?? '')) return response;
  const text = await response.text();
  const body = parseObject(text);
  const { status, statusText, headers } = response;
  const read = body && (response.ok ? grantOf(body) : refusalOf(body, status));
  // An empty body is none: some statuses may not have one.
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
    // The library says what is wrong with it.
    return null;
  }
}

function grantOf({ id_token: _unused, ...body }: Body): Body {
  const { token_type, refresh_token, scope, expires_in, ...rest } = body;
  return {
    ...rest,
    // A token whose type is not said is a bearer token; one of another type is refused later.
    token_type: isMissing(token_type) ? 'bearer' : isText(token_type) ? token_type.trim() : token_type,
    ...(isText(refresh_token) && { refresh_token }),
    ...(isText(scope) && { scope }),
    // A lifetime that is no number is not told; the API says when the token is no good any more.
    ...(!Number.isNaN(Number.parseFloat(String(expires_in))) && { expires_in }),
  };
}

/**
 * The platform says why in `description` beside or instead of `error_description`, and its API in
 * `message` and `code`.
 */
function refusalOf(body: Body, status: number): Body {
  const { error, code, error_description, description, message } = body;
  const reason = [error_description, description, message].find(isText);
  // Without an `error`, only what a token endpoint refuses with (RFC 6749, section 5.2) is a
  // refusal; the rest is no answer of one.
  const isRefusal = isText(error) || status === 400 || status === 401;
  if (reason === undefined || !isRefusal) return body;
  return { ...body, error: [error, code].find(isText) ?? 'invalid_request', error_description: reason };
}

const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';
const isMissing = (value: unknown) => value === undefined || value === null || value === '';
