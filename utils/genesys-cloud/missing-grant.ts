const PERMISSIONS =
  /missing the following permission\(s\): *(.+?)\.?$|following permissions assigned: *(.+?)\.?$/i;
const CAPABILITY = /missing the (\w+ capability)/i;
const SCOPE = /not authorized to use scope ([\w:.-]+)/i;

/**
 * The scope or permission that a 403 names, ready for a sentence, or `undefined` when it names none. Source: message templates of
 * `missing.permissions`, `missing.any.permissions` and `app.not.authorized.for.scope`.
 */
export function missingGrant(message: string): string | undefined {
  const scope = SCOPE.exec(message)?.[1];
  if (scope) return `the scope “${scope}”`;
  const capability = CAPABILITY.exec(message)?.[1];
  if (capability) return `the ${capability} of the supervisor`;
  const match = PERMISSIONS.exec(message);
  const permissions = (match?.[1] ?? match?.[2])?.replace(/[[\]]/g, '').trim();
  return permissions ? `the permission “${permissions}”` : undefined;
}
