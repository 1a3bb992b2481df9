import { holdsPermission } from '../genesys-cloud/grants';
import { CHECKING, good, problemOf } from './chain';
import type { Check, Facts } from './model';

type Outcome = Omit<Check, 'id' | 'title'>;

/**
 * The cobrowse service that a start would use; `none`: there is none; `unknown`: it could not be
 * found out; `pending`: not yet known.
 */
export type UsedService = 'sessions' | 'platform' | 'none' | 'unknown' | 'pending';

/**
 * Returns which cobrowse service the organisation has for this user. A look-up that succeeds, or is
 * refused for a missing grant, proves the Cobrowse Sessions API. A 404 on the collection means that
 * it is missing, and the platform's own co-browse is used if permitted.
 */
export function usedService({ inputs, probes }: Facts): UsedService {
  if (inputs.cobrowseService === 'platform') return 'platform';
  const lookUp = probes['sessions-service'];
  if (!lookUp) return 'pending';
  if (lookUp.ok || lookUp.failure.code === 'permission-denied') return 'sessions';
  if (!isAbsent(lookUp.failure.code)) return 'unknown';
  if (inputs.cobrowseService === 'sessions') return 'none';
  const { person } = probes;
  if (!person) return 'pending';
  const held = person.ok ? (person.value.permissions ?? []) : [];
  const mayOffer = ['conversation:cobrowse:add', 'conversation:cobrowseVoice:add'];
  return mayOffer.some((permission) => holdsPermission(held, permission)) ? 'platform' : 'none';
}

/** Checks the service. */
export function checkService(facts: Facts): Outcome {
  const lookUp = facts.probes['sessions-service'];
  switch (usedService(facts)) {
    case 'pending':
      return CHECKING;
    case 'platform':
      return good('Genesys Cloud co-browse, which shows the customer’s page.');
    case 'sessions':
      // A refusal is about scopes or the role, which have lines of their own.
      return good('Cobrowse Sessions API.');
    case 'none':
      return {
        state: 'problem',
        finding: 'This organisation has no cobrowse service that you can use.',
        fix: 'Ask your administrator for the Cobrowse Sessions API, or for the permission conversation:cobrowse:add.',
      };
    case 'unknown':
      return problemOf(lookUp?.ok === false ? lookUp.failure : { code: 'unexpected-error' });
  }
}

function isAbsent(code: string): boolean {
  return code === 'not-found' || code === 'cobrowse-unavailable';
}
