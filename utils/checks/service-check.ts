import { holdsPermission, PERMISSIONS } from '../genesys-cloud/grants';
import { holdsScope, SCOPES } from '../genesys-cloud/scopes';
import { t } from '../i18n/messages';
import { checking, good, problemOf } from './chain';
import type { Check, Facts } from './model';

type Outcome = Omit<Check, 'id' | 'title'>;

/**
 * The cobrowse service that a start would use; `none`: there is none; `unknown`: it could not be
 * found out; `pending`: not yet known.
 */
export type UsedService = 'sessions' | 'screen' | 'platform' | 'none' | 'unknown' | 'pending';

/**
 * Returns which cobrowse service a start would use, in the order of the chooser: the Cobrowse
 * Sessions API, Live Screen Monitoring if the user may use it, the platform's own co-browse. A
 * look-up that succeeds, or is refused for a missing grant, proves a service; a 404 on the
 * collection means that it is missing.
 */
export function usedService(facts: Facts): UsedService {
  const { inputs, probes } = facts;
  const choice = inputs.cobrowseService;
  if (choice === 'platform') return 'platform';
  const screen = lookUpOf('screen-service', facts);
  if (choice === 'screen') return screen === 'present' ? 'screen' : screen === 'absent' ? 'none' : screen;
  const sessions = lookUpOf('sessions-service', facts);
  if (sessions === 'present') return 'sessions';
  if (sessions !== 'absent') return sessions;
  if (choice === 'sessions') return 'none';
  if (screen === 'pending' || screen === 'unknown') return screen;
  if (!probes.person) return 'pending';
  const mayOffer = isPermitted('platform', probes.person.ok ? (probes.person.value.permissions ?? []) : []);
  // Without either, name what is missing for the one that the organization has.
  if (screen === 'present' && (isScreenGranted(facts) || !mayOffer)) return 'screen';
  return mayOffer ? 'platform' : 'none';
}

/** Whether Live Screen Monitoring may be the service, as far as known: then it is looked up. */
export function mayUseScreen(facts: Facts): boolean {
  const choice = facts.inputs.cobrowseService;
  if (choice !== 'auto') return choice === 'screen';
  return lookUpOf('sessions-service', facts) === 'absent';
}

function lookUpOf(
  probe: 'sessions-service' | 'screen-service',
  { probes }: Facts,
): 'present' | 'absent' | 'unknown' | 'pending' {
  const lookUp = probes[probe];
  if (!lookUp) return 'pending';
  if (lookUp.ok || lookUp.failure.code === 'permission-denied') return 'present';
  const { code } = lookUp.failure;
  return code === 'not-found' || code === 'cobrowse-unavailable' ? 'absent' : 'unknown';
}

function isPermitted(service: 'screen' | 'platform', held: readonly string[]): boolean {
  return PERMISSIONS.filter((grant) => grant.service === service && !grant.optional).every(({ names }) =>
    names.some((name) => holdsPermission(held, name)),
  );
}

/** Whether nothing known is missing for it: what was not reported is not missing. */
function isScreenGranted({ probes: { person, token } }: Facts): boolean {
  const permissions = person?.ok ? person.value.permissions : null;
  const scopes = token?.ok ? token.value.scopes : null;
  return (
    (!permissions || isPermitted('screen', permissions)) &&
    (!scopes ||
      SCOPES.filter(({ service }) => service === 'screen').every(({ name }) => holdsScope(scopes, name)))
  );
}

/** Whether Genesys Cloud itself tells agents that their screens are viewed; `null` if unknown. */
export function platformTellsAgents({ probes }: Facts): boolean | null {
  const answer = probes['screen-service'];
  return answer?.ok ? (answer.value.tellsAgents ?? null) : null;
}

/** Checks the service. */
export function checkService(facts: Facts): Outcome {
  const isScreenChosen = facts.inputs.cobrowseService === 'screen';
  switch (usedService(facts)) {
    case 'pending':
      return checking();
    case 'platform':
      return good(t('check_service_platform'));
    case 'sessions':
      // A refusal is about scopes or the role, which have lines of their own.
      return good(t('check_service_sessions'));
    case 'screen':
      return good(t('check_service_screen', { telling: tellingText(facts) }));
    case 'none':
      return isScreenChosen
        ? {
            state: 'problem',
            finding: t('check_service_no_screen'),
            fix: t('check_service_no_screen_fix'),
          }
        : {
            state: 'problem',
            finding: t('check_service_none'),
            fix: t('check_service_none_fix', { permission: 'conversation:cobrowse:add' }),
          };
    case 'unknown': {
      const lookUp = facts.probes[mayUseScreen(facts) ? 'screen-service' : 'sessions-service'];
      return problemOf(lookUp?.ok === false ? lookUp.failure : { code: 'unexpected-error' });
    }
  }
}

/** Who tells agents that their screens are viewed. */
function tellingText(facts: Facts): string {
  const byPlatform = platformTellsAgents(facts);
  if (facts.inputs.tellsAgents) {
    if (byPlatform) return t('check_telling_both');
    return byPlatform === false ? t('check_telling_ours_only') : t('check_telling_ours');
  }
  if (byPlatform === null) return t('check_telling_unknown');
  return byPlatform ? t('check_telling_platform') : t('check_telling_nobody');
}

/** Checks whether the streaming service, over which an agent's screens are negotiated, responds. */
export function checkStreaming({ inputs, streaming }: Facts): Outcome {
  const host = inputs.streamingHost ?? t('check_streaming_this');
  if (!streaming) return checking();
  if (streaming === 'reachable') return good(t('check_streaming_good', { host }));
  return {
    state: 'problem',
    finding:
      streaming === 'timed-out'
        ? t('check_streaming_timed_out', { host })
        : t('check_streaming_not', { host }),
    fix: t('check_streaming_fix'),
  };
}
