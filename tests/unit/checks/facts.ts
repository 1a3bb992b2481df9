import type { CheckInputs, Facts, Probe, ProbeFacts } from '@/utils/checks/model';
import type { Failure } from '@/utils/errors/failure';
import type { Result } from '@/utils/errors/result';
import { PERMISSIONS } from '@/utils/genesys-cloud/grants';
import { SCOPES } from '@/utils/genesys-cloud/scopes';

export const PATTERN = 'https://apps.mypurecloud.com/directory/*';
export const ALL_PERMISSIONS = PERMISSIONS.map(({ name }) => name);
export const ALL_SCOPES = SCOPES.map(({ name }) => name);

export const answered = (facts: ProbeFacts = {}): Result<ProbeFacts> => ({ ok: true, value: facts });
export const refused = (failure: Failure): Result<ProbeFacts> => ({ ok: false, failure });

/** The organization has Live Screen Monitoring, and no Cobrowse Sessions API. */
export const SCREEN_ONLY: Facts['probes'] = {
  'sessions-service': refused({ code: 'not-found', status: 404 }),
  'screen-service': answered({ tellsAgents: false }),
};

/** A set-up with a signed-in user. */
export function inputs(changes: Partial<CheckInputs> = {}): CheckInputs {
  return {
    environmentName: 'Americas (US East, Virginia), mypurecloud.com.',
    clientId: '1b2c3d4e-0000-4000-8000-000000000700',
    method: 'pkce',
    cobrowseService: 'auto',
    personName: 'Susan Visor',
    personHint: 'susan@example.com',
    desktopButtonOff: false,
    tellsAgents: true,
    streamingHost: 'streaming.mypurecloud.com',
    ...changes,
  };
}

/** Answers of all probes where nothing is wrong, with some changed. */
export function answers(changes: Facts['probes'] = {}): Record<Probe, Result<ProbeFacts>> {
  return {
    client: answered(),
    token: answered({ scopes: ALL_SCOPES, organization: 'Example Ltd', clockAheadMs: 0 }),
    person: answered({ permissions: ALL_PERMISSIONS }),
    own: answered(),
    agents: answered(),
    queues: answered(),
    search: answered(),
    'sessions-service': answered(),
    'screen-service': refused({ code: 'not-found', status: 404 }),
    notifications: answered(),
    ...changes,
  };
}

/** Everything known and good, with some of it changed. */
export function facts(changes: Partial<Facts> = {}): Facts {
  return {
    inputs: inputs(),
    browser: {
      hostAccess: true,
      shortcuts: [
        { name: '_execute_action', shortcut: 'Alt+Shift+L' },
        { name: 'start-cobrowse', shortcut: 'Alt+Shift+9' },
      ],
      scriptPatterns: [PATTERN],
      wantedScriptPattern: PATTERN,
      unanchored: [],
    },
    reachability: 'reachable',
    probes: answers(),
    ...changes,
  };
}
