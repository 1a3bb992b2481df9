import type { Context } from 'hono';

/**
 * The JSON object in the body; an empty body is an empty object. Throws SyntaxError or TypeError.
 */
export async function optionalBody(c: Context): Promise<Record<string, unknown>> {
  const text = await c.req.text();
  if (text === '') return {};
  const body: unknown = JSON.parse(text);
  if (typeof body === 'object' && body !== null && !Array.isArray(body))
    return body as Record<string, unknown>;
  throw new TypeError('The body must be a JSON object');
}

/**
 * A list of strings in a body; an empty one when there is none. Throws TypeError for anything else.
 */
export function stringsIn(body: Record<string, unknown>, name: string): string[] {
  const value = body[name] ?? [];
  if (Array.isArray(value) && value.every((entry) => typeof entry === 'string')) return value;
  throw new TypeError(`${name} must be a list of strings`);
}
