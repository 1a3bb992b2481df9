import { holdsPermission } from '../genesys-cloud/grants';
import { CHECKING, good, problemOf } from './chain';
import type { Check, Facts } from './model';

type Outcome = Omit<Check, 'id' | 'title'>;

/** The cobrowse service that a start would use; `none`: there is none; `unknown`: not found out. */
export type UsedService = 'sessions' | 'platform' | 'none' | 'unknown';

/**
 * Which cobrowse service the organisation has for this user. A look-up that is answered, or refused for want of a grant, proves the
 * Cobrowse Sessions API; a 404 on the collection means that there is none, and the platform's own co-browse serves who may use it.
 */
export function usedService({ premises, probes }: Facts): UsedService {
  if (premises.cobrowseService === 'platform') return 'platform';
  const lookUp = probes['sessions-service'];
  if (!lookUp) return 'unknown';
  if (lookUp.ok || lookUp.failure.code === 'permission-denied') return 'sessions';
  if (!isAbsent(lookUp.failure.code)) return 'unknown';
  if (premises.cobrowseService === 'sessions') return 'none';
  const { person } = probes;
  if (!person) return 'unknown';
  const held = person.ok ? (person.value.permissions ?? []) : [];
  const mayOffer = ['conversation:cobrowse:add', 'conversation:cobrowseVoice:add'];
  return mayOffer.some((permission) => holdsPermission(held, permission)) ? 'platform' : 'none';
}

/** The line about it. */
export function checkService(facts: Facts): Outcome {
  const used = usedService(facts);
  const lookUp = facts.probes['sessions-service'];
  if (used === 'platform') return good('Genesys Cloud co-browse, which shows the customer’s page.');
  if (used === 'none') {
    return {
      state: 'problem',
      finding: 'This organisation has no cobrowse service that you can use.',
      fix: 'Ask your administrator for the Cobrowse Sessions API, or for the permission conversation:cobrowse:add.',
    };
  }
  if (!lookUp || (used === 'unknown' && (lookUp.ok || isAbsent(lookUp.failure.code)))) return CHECKING;
  // The refusal itself is a matter of scopes or of the role, which have lines of their own.
  if (used === 'sessions') return good('Cobrowse Sessions API.');
  return lookUp.ok ? CHECKING : problemOf(lookUp.failure);
}

function isAbsent(code: string): boolean {
  return code === 'conversation-not-found' || code === 'cobrowse-unavailable';
}
