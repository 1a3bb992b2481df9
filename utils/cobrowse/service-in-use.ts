import type { Identity } from '../auth/model';
import { resolveEnvironment } from '../environment/environment';
import { PRACTISING } from '../practice/model';
import type { Settings } from '../settings/settings';
import type { FoundServices } from './model';
import { recallService } from './service-memory';
import type { ServiceKind } from './service-traits';

/**
 * Returns a key for environment and organisation, or the client if the platform did not report the
 * organisation. Returns `null` before set-up and sign-in, and in practice: what practice finds says
 * nothing about an organisation.
 */
export function placeOf(
  { environment, signIn }: Pick<Settings, 'environment' | 'signIn'>,
  identity: Identity | null,
): string | null {
  const key = resolveEnvironment(environment)?.key;
  if (key === undefined || identity === null || identity.userId === PRACTISING.userId) return null;
  return `${key} ${(identity.organisationId ?? signIn.clientId).toLowerCase()}`;
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
