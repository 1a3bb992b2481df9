const PERMISSIONS =
  /missing the following permission(?:\(s\))?:? *(.+?)\.?$|following permissions assigned: *(.+?)\.?$/i;
const CAPABILITY = /missing the (\w+ capability)/i;
const SCOPE = /not authorized to use scope ([\w:-]+(?:\.[\w:-]+)*)/i;
/** The text after the permissions, if they are held but not for the division. */
const IN_DIVISION =
  / (?:in|for) (?:at least one of )?(?:the )?(?:(?:following|provided) )?divisions?(?:\(s\))?(?:(?::| ) *(.*))?$/i;
const DIVISION_CODES = ['missing.division.permission', 'missing.any.division.permissions'];

/**
 * Returns the scope or permission that a 403 names, worded for a sentence, or `undefined` if it
 * names none. Says so if a permission is held, but not for the division. Source: message templates
 * of `missing.permissions`, `missing.any.permissions`, `missing.division.permission`,
 * `missing.any.division.permissions` and `app.not.authorized.for.scope`.
 * @param code the platform's own code of the refusal
 */
export function missingGrant(message: string, code = ''): string | undefined {
  const scope = SCOPE.exec(message)?.[1];
  if (scope) return `the scope “${scope}”`;
  const capability = CAPABILITY.exec(message)?.[1];
  if (capability) return `the ${capability} of the supervisor`;
  const match = PERMISSIONS.exec(message);
  const named = match?.[1] ?? match?.[2] ?? '';
  const division = IN_DIVISION.exec(named);
  const permissions = named
    .replace(IN_DIVISION, '')
    .replace(/[[\]'‘’“”"]/g, '')
    .trim();
  if (division || DIVISION_CODES.includes(code)) {
    const where = division?.[1]?.replace(/[[\]'"]/g, '').trim();
    const place = where ? `the division “${where}”` : 'the division that this belongs to';
    return permissions ? `the permission “${permissions}” in ${place}` : `a permission in ${place}`;
  }
  return permissions ? `the permission “${permissions}”` : undefined;
}
