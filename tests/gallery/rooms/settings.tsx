import '@/components/common/styles';
import { Options } from '@/components/options/Options';
import type { AppActions, AppState } from '@/utils/pages/app-state';
import { DEFAULT_SETTINGS } from '@/utils/settings/settings';
import { idOf } from '../../setup/app-fixtures';
import { appActions, appState, refused, session } from '../fixtures';
import type { GalleryRoom, GalleryState } from '../state';

function settings(
  name: string,
  changes: Partial<AppState> = {},
  actions: Partial<AppActions> = {},
  steps: GalleryState['steps'] = [],
): GalleryState {
  return { name, steps, draw: () => <Options state={appState(changes)} actions={appActions(actions)} /> };
}

/** Goes to the view for administrators. */
const FOR_ADMINISTRATORS = [{ click: 'a[href="#administrators"]' }];

export const room: GalleryRoom = {
  size: { width: 1280, height: 900 },
  wholePage: true,
  states: [
    settings('first', { settings: DEFAULT_SETTINGS, identity: null, hasStoredSettings: false }),
    settings('signed-in'),
    settings('signed-out', { identity: null }),
    settings('custom-host', {
      settings: { ...appState().settings, environment: { kind: 'custom', host: 'genesys.bank.example' } },
    }),
    settings('administrators', {}, {}, FOR_ADMINISTRATORS),
    settings(
      'administrators-first',
      { settings: DEFAULT_SETTINGS, identity: null, hasStoredSettings: false },
      {},
      [...FOR_ADMINISTRATORS, { into: '#field-clientId', type: 'not-an-id' }],
    ),
    settings('administrators-unfolded', {}, {}, [
      ...FOR_ADMINISTRATORS,
      { click: '#guide > summary' },
      { click: '#roll-out summary' },
    ]),
    settings('administrators-managed', { policy: { clientId: idOf(700) } }, {}, FOR_ADMINISTRATORS),
    settings(
      'with-client-secret',
      {
        hasClientSecret: true,
        settings: {
          ...appState().settings,
          signIn: {
            ...appState().settings.signIn,
            method: 'client-credentials',
            clientId: idOf(700),
            supervisorUserId: idOf(800),
          },
        },
      },
      {},
      FOR_ADMINISTRATORS,
    ),
    settings('managed', {
      policy: {
        region: 'eu_central_1',
        clientId: idOf(700),
        cobrowseService: 'sessions',
        controlAllowed: false,
        maxTimeoutInMinutes: 20,
        purposeRequired: true,
        noticeText: 'Diese Sitzung kann aufgezeichnet werden.',
        historyDays: 90,
        tellMonitoredAgents: false,
        disabledFeatures: ['client-credentials', 'practice'],
      },
    }),
    settings('unreadable-policy', {
      policy: {
        problems: [
          { name: 'clientId', kind: 'unreadable', given: null, taken: null, blocks: true },
          { name: 'timeoutInMinutes', kind: 'corrected', given: '9000', taken: '60', blocks: false },
          { name: 'clientID', kind: 'unknown-name', given: null, taken: null, blocks: false },
        ],
      },
    }),
    settings(
      'checks-with-problems',
      {},
      {
        runProbe: (probe) =>
          probe === 'sessions-service' || probe === 'agents'
            ? refused({
                code: 'permission-denied',
                subject: 'the permission “cobrowse:session:add”',
                status: 403,
                correlationId: '2f0c3a0e-51f0-4f6e-9d0d-6f2a1f0f4711',
              })
            : refused({ code: 'rate-limited', retryAt: Date.now() + 30_000 }),
        checkSignInHost: async () => 'unreachable',
      },
    ),
    settings(
      'lost-records',
      {},
      {
        reviewRecords: async () => ({
          ok: true,
          value: [
            {
              name: 'settings',
              isNewer: false,
              lost: ['signIn.clientIdFor'],
              kept: ['environment'],
              hasCopy: true,
            },
            { name: 'settings', isNewer: true, lost: [''], kept: [], hasCopy: false },
          ],
        }),
      },
    ),
    settings('practice', { practice: true, sessions: [session(1)] }),
  ],
};
