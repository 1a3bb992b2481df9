import type { Identity } from '../auth/model';
import { resolveEnvironment } from '../environment/environment';
import { PRACTISING } from '../practice/model';
import type { Settings } from '../settings/settings';
import type { FoundServices } from './model';
import { recallService } from './service-memory';
import type { ServiceKind } from './service-traits';

/**
 * Names where somebody is: environment and organisation, or the client where the platform did not
 * tell the organisation. `null` before set-up and sign-in, and in practice: what is found there is
 * no news of any organisation.
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
 * The service that hosts the next session, by setting or as it was found; `null` while nobody
 * knows.
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
