/**
 * Stands in every text of a body, and in every secret of a request, that no failure may ever show.
 */
export const CANARY = 'canary-9f3a';

/** Stands in the few texts of a body that a failure may quote. */
export const QUOTABLE = 'quotable-9f3a';

/**
 * Wire names whose text a failure may quote: the API's own sentence and code, the name of the field
 * it objects to, its correlation id, and the fields of an OAuth refusal (RFC 6749, section 5.2;
 * `description` is the platform's own).
 */
const QUOTABLE_FIELDS = new Set([
  'message',
  'code',
  'fieldName',
  'contextId',
  'error',
  'error_description',
  'description',
]);

/**
 * What a number too large for a JavaScript number looks like on the wire; JSON.stringify cannot
 * write it.
 */
export const BEYOND_NUMBERS = '@beyond-numbers@';

/**
 * JSON text of a body. Canaries in quotable fields become quotable, so that a canary in a failure
 * is always a leak.
 */
export function toJsonText(value: unknown): string {
  const text = JSON.stringify(value, (name, field: unknown) =>
    typeof field === 'string' && QUOTABLE_FIELDS.has(name) ? field.replaceAll(CANARY, QUOTABLE) : field,
  );
  return (text ?? '').replaceAll(`"${BEYOND_NUMBERS}"`, '1e999');
}
