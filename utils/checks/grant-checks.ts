import { type Grant, holdsPermission, PERMISSIONS } from '../genesys-cloud/grants';
import { holdsScope, SCOPES } from '../genesys-cloud/scopes';
import { formatNumber, t, tPlural } from '../i18n/messages';
import { checking, good, problemOf, waiting } from './chain';
import type { Check, CheckPart, Facts } from './model';
import { platformTellsAgents, usedService } from './service-check';

type Outcome = Omit<Check, 'id' | 'title'>;

/**
 * Whether a grant is needed for the service in use; while that is unknown, no service's own grants
 * are required.
 */
function isNeeded(grant: Grant, facts: Facts): boolean {
  return grant.service === undefined || grant.service === usedService(facts);
}

/** Whether sessions can be started without a grant, with the service in use. */
function isOptional({ optional, screenNeedsItTo }: Grant, facts: Facts): boolean {
  if (screenNeedsItTo === undefined || usedService(facts) !== 'screen') return optional === true;
  // If Genesys Cloud tells the agents, a session goes on without our message.
  return screenNeedsItTo === 'tell' && (!facts.inputs.tellsAgents || platformTellsAgents(facts) === true);
}

/** Says what a grant is for, as far as it is needed. */
function partOf(grant: Grant, state: CheckPart['state'], facts: Facts): CheckPart {
  const about = t(grant.about);
  return {
    name: grant.name,
    about: isOptional(grant, facts) ? t('check_grant_optional', { about }) : about,
    state,
    code: true,
  };
}

/** Checks the scopes of the client; lists each missing one. */
export function checkScopes(facts: Facts): Outcome {
  const { token } = facts.probes;
  if (facts.inputs.method === 'client-credentials') return good(t('check_not_with_secret'));
  if (!token || (token.ok && usedService(facts) === 'pending')) return checking();
  if (!token.ok) {
    // If the scope that the request itself needs is missing, the refusal names it.
    return problemOf(token.failure);
  }
  const held = token.value.scopes;
  if (!held) return waiting(t('check_scopes_unknown'));
  const wanted = SCOPES.filter((scope) => isNeeded(scope, facts));
  const missing = wanted.filter(({ name }) => !holdsScope(held, name));
  if (missing.length === 0) return good(t('check_scopes_good'));
  const unenforced = areScopesUnenforced(facts, held);
  const parts = missing.map((scope) =>
    partOf(scope, isOptional(scope, facts) || unenforced ? 'warning' : 'problem', facts),
  );
  return {
    state: stateOf(parts),
    finding: unenforced
      ? tPlural('check_scopes_unenforced', missing.length)
      : tPlural('check_scopes_missing', missing.length),
    fix: t('check_scopes_fix', { place: t('common_place_oauth') }),
    parts,
  };
}

/** Some organizations do not enforce scopes: then a call succeeds without its scope. */
function areScopesUnenforced({ probes }: Facts, held: readonly string[]): boolean {
  const proofs = [
    ['conversations', probes.own],
    ['cobrowse:session:read', probes['sessions-service']],
    ['screen-monitoring', probes['screen-service']],
    ['analytics:readonly', probes.search],
  ] as const;
  return proofs.some(([scope, answer]) => answer?.ok === true && !holdsScope(held, scope));
}

/** Checks each permission of the role; the one for cobrowse has a line of its own. */
export function checkPermissions(facts: Facts): Outcome {
  const held = permissionsOf(facts);
  if (!Array.isArray(held)) return held;
  if (usedService(facts) === 'pending') return checking();
  const parts = PERMISSIONS.filter(
    (grant) => grant.service === undefined || (grant.optional && isNeeded(grant, facts)),
  ).map((grant) => {
    const isHeld = grant.names.some((one) => holdsPermission(held, one));
    return partOf(grant, isHeld ? 'good' : isOptional(grant, facts) ? 'warning' : 'problem', facts);
  });
  const missing = parts.filter(({ state }) => state !== 'good');
  if (missing.length === 0)
    return { ...good(t('check_permissions_good', { count: formatNumber(parts.length) })), parts };
  return {
    state: stateOf(parts),
    finding: tPlural('check_permissions_missing', missing.length),
    fix: t('check_permissions_fix', { place: t('common_place_roles') }),
    parts,
  };
}

/** Checks the permission to cobrowse, by the name that the service in use requires. */
export function checkCapability(facts: Facts): Outcome {
  const held = permissionsOf(facts);
  if (!Array.isArray(held)) return held;
  const wanted = PERMISSIONS.filter(({ service, optional }) => service !== undefined && !optional);
  const used = usedService(facts);
  if (used === 'pending') return checking();
  const needed = wanted.filter(({ service }) => service === used);
  const grants = needed.length > 0 ? needed : wanted;
  const isHeld = ({ names }: { names: readonly string[] }) => names.some((one) => holdsPermission(held, one));
  // While the service is unknown, any of these permissions is enough: the line of the service
  // explains the rest.
  const enough = needed.length > 0 ? grants.every(isHeld) : grants.some(isHeld);
  if (enough) return good(t('check_capability_good'));
  const parts = grants
    .filter((grant) => !isHeld(grant))
    .map(({ name, about }): CheckPart => ({ name, about: t(about), state: 'problem', code: true }));
  return {
    state: 'problem',
    finding: t('check_capability_none'),
    fix: t('check_capability_fix', { place: t('common_place_roles') }),
    parts,
  };
}

/** Returns the permissions held, or the outcome to show instead. */
function permissionsOf({ inputs, probes: { person } }: Facts): string[] | Outcome {
  if (inputs.method === 'client-credentials') return good(t('check_not_with_secret'));
  if (!person) return checking();
  if (!person.ok) return waiting(t('check_after_account'));
  return person.value.permissions ?? waiting(t('check_permissions_unknown'));
}

/** Returns the worst state. */
export function stateOf(
  parts: readonly { state: CheckPart['state'] }[],
): Exclude<CheckPart['state'], 'skipped'> {
  const states = parts.map(({ state }) => state);
  return states.find((state) => state === 'problem') ?? states.find((state) => state === 'warning') ?? 'good';
}
