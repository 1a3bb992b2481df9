import type { Identity } from '../auth/model';
import { resolveEnvironment } from '../environment/environment';
import { holdsPermission, PERMISSIONS } from '../genesys-cloud/grants';
import { PRACTISING } from '../practice/model';
import type { Settings } from '../settings/settings';
import type { FoundServices } from './model';
import { recallService } from './service-memory';
import { SERVICE_TRAITS, type ServiceKind, type StartView, serviceShowing } from './service-traits';

/**
 * Returns a key for environment and organization, or the client if the platform did not report the
 * organization. Returns `null` before set-up and sign-in, and in practice: what practice finds says
 * nothing about an organization.
 */
export function placeOf(
  { environment, signIn }: Pick<Settings, 'environment' | 'signIn'>,
  identity: Identity | null,
): string | null {
  const key = resolveEnvironment(environment)?.key;
  if (key === undefined || identity === null || identity.userId === PRACTISING.userId) return null;
  return `${key} ${(identity.organizationId ?? signIn.clientId).toLowerCase()}`;
}

/**
 * The service that hosts the next session, from the settings or as detected; `null` while unknown.
 */
export function serviceInUse(
  settings: Settings,
  identity: Identity | null,
  found: FoundServices,
  now: number,
): ServiceKind | null {
  if (settings.cobrowseService !== 'auto') return settings.cobrowseService;
  return recallService(found, placeOf(settings, identity), now);
}

/**
 * Whether a supervisor can choose between the agent's side and the customer's page: the service is
 * not fixed, the organization has one for the agent's side, and the person may offer co-browse.
 */
export function canChooseView(
  settings: Settings,
  identity: Identity | null,
  found: FoundServices,
  now: number,
): boolean {
  if (settings.cobrowseService !== 'auto' || !identity?.permissions) return false;
  const { permissions } = identity;
  const kind = serviceInUse(settings, identity, found, now);
  if (kind === null || SERVICE_TRAITS[kind].shows === 'customer-page') return false;
  return PERMISSIONS.filter(({ service }) => service === 'platform').every(({ names }) =>
    names.some((name) => holdsPermission(permissions, name)),
  );
}

/**
 * The service that hosts a start which names no view, and what it shows where both are possible.
 * `last`: what the supervisor chose last.
 */
export function nextStart(
  settings: Settings,
  identity: Identity | null,
  found: FoundServices,
  last: StartView | null,
  now: number,
): { service: ServiceKind | null; view: StartView | null } {
  const inUse = serviceInUse(settings, identity, found, now);
  if (!canChooseView(settings, identity, found, now)) return { service: inUse, view: null };
  const view = last ?? 'agent';
  return { service: serviceShowing(view, inUse), view };
}
