import '@/components/popup/styles';
import { Popup } from '@/components/popup/Popup';
import { SESSION_ENDINGS } from '@/utils/cobrowse/model';
import type { AppActions, AppState } from '@/utils/pages/app-state';
import { DEFAULT_SETTINGS } from '@/utils/settings/settings';
import { idOf } from '../../setup/app-fixtures';
import {
  AGENTS,
  appActions,
  appState,
  conversation,
  conversations,
  ended,
  floor,
  HOUR,
  MINUTE,
  NOW,
  never,
  nth,
  refused,
  SUPERVISOR,
  session,
  start,
} from '../fixtures';
import type { GalleryRoom, GalleryState } from '../state';

function popup(
  name: string,
  changes: Partial<AppState> = {},
  steps: GalleryState['steps'] = [],
  actions: Partial<AppActions> = {},
): GalleryState {
  return { name, steps, draw: () => <Popup state={appState(changes)} actions={appActions(actions)} /> };
}

const running = (step: 'checking' | 'creating' | 'issuing-links' | 'opening') =>
  start(1, { phase: 'running', step, tries: 1 });
const offer = { joinCode: '482 913 77', endsAt: NOW + 4 * MINUTE, by: 'message' as const };
const settings = (changes: Partial<AppState['settings']>) => ({ ...appState().settings, ...changes });
const view = (changes: Partial<AppState['listView']>) => ({
  listView: { ...appState().listView, ...changes },
});

export const room: GalleryRoom = {
  size: { width: 400, height: 600 },
  states: [
    popup('first-run', { settings: DEFAULT_SETTINGS, identity: null, hasStoredSettings: false }),
    popup(
      'first-run-with-open-region',
      { settings: DEFAULT_SETTINGS, identity: null, hasStoredSettings: false },
      [],
      {
        findOpenRegion: async () => 'eu_central_1',
      },
    ),
    popup('signed-out', { identity: null }),
    popup('signed-out-without-access', { identity: null, hostAccess: false }),
    popup('signed-out-with-a-waiting-start', {
      identity: null,
      starts: [start(1, { phase: 'waiting', failure: { code: 'signed-out', status: 401 } })],
    }),
    popup('reading', { floor: floor([], { head: null, whole: false, live: false }) }, [], {
      refreshConversations: () => never(),
    }),
    popup('empty', { floor: floor([]) }),
    popup('list'),
    popup('list-not-live', { floor: floor(conversations(24), { live: false }) }),
    popup('one-row', { floor: floor(conversations(1)) }),
    popup('long-list', { floor: floor(conversations(5_000)) }),
    popup('every-row', {
      floor: floor([
        conversation(1, { agent: null, state: 'waiting' }),
        conversation(2, { agent: { userId: idOf(900), name: null } }),
        conversation(3, { customerName: null, queueName: null, queueId: null }),
        conversation(4, { startedAt: null }),
        conversation(5, { mine: true, agent: SUPERVISOR }),
        conversation(6, { alsoThere: [{ userId: idOf(901), name: nth(AGENTS, 2) }] }),
        conversation(7, { watchers: [{ userId: idOf(950), name: 'Femi Adeyemi', how: 'cobrowsing' }] }),
        conversation(8, {
          watchers: [
            { userId: idOf(950), name: 'Femi Adeyemi', how: 'cobrowsing' },
            { userId: null, name: null, how: 'monitoring' },
          ],
        }),
        conversation(9, { state: 'on-hold', startedAt: NOW - 217 * HOUR }),
      ]),
      pinnedAgents: [idOf(903)],
    }),
    popup('searching', view({ typed: 'ta' })),
    popup('nothing-found', view({ typed: 'nobody is called this' })),
    popup('selected', {}, [
      { click: '.search-box' },
      { type: 'ta', into: '.search-box' },
      { key: 'ArrowDown' },
    ]),
    popup('filters', {}, [{ click: '.toolbar button' }]),
    popup('list-options', {}, [{ click: '.toolbar button:last-child' }]),
    popup('grouped-by-agent', view({ byAgent: true })),
    popup('menu', {}, [{ click: '.popup-header .icon-button' }]),
    popup('needs-me', {
      ...view({ scope: 'attention' }),
      floor: floor(
        conversations(24).map((row) => ({ ...row, stateSince: NOW - 4 * 60_000 })),
        { head: { takenAt: NOW, unread: [], partial: false, leftOut: [], team: [idOf(903)] } },
      ),
    }),
    popup('needs-nobody', view({ scope: 'attention' })),
    popup('filtered', view({ queueNames: ['Billing'], media: ['voice'], scope: 'team' })),
    popup('partial', {
      floor: floor(conversations(24), {
        head: {
          takenAt: NOW,
          unread: ['search'],
          partial: true,
          team: [],
          leftOut: [
            { source: 'agents', missing: 'the permission “analytics:agentState:view”' },
            { source: 'queues', missing: null, why: 'absent' },
          ],
        },
      }),
    }),
    popup('list-failure', {}, [], {
      refreshConversations: () => refused({ code: 'server-error', status: 503, correlationId: '4711' }),
    }),
    popup('offline', {}, [], { refreshConversations: () => refused({ code: 'unreachable' }) }),
    ...(['checking', 'creating', 'issuing-links', 'opening'] as const).map((step) =>
      popup(`starting-${step}`, { starts: [running(step)] }),
    ),
    popup('start-waiting', {
      starts: [
        start(1, { phase: 'waiting', failure: { code: 'rate-limited', status: 429, retryAt: NOW + 29_000 } }),
      ],
    }),
    popup('start-failed', {
      starts: [
        start(1, {
          phase: 'failed',
          failure: {
            code: 'permission-denied',
            subject: 'the permission “cobrowse:session:add”',
            status: 403,
            call: 'POST /api/v2/cobrowse/sessions',
            correlationId: '2f0c3a0e-51f0-4f6e-9d0d-6f2a1f0f4711',
          },
        }),
      ],
    }),
    popup('starts-failed', {
      starts: [
        start(1, { phase: 'failed', failure: { code: 'no-agent' } }),
        start(2, {
          phase: 'failed',
          failure: { code: 'conflict', subject: 'session', owner: 'Femi Adeyemi' },
        }),
      ],
    }),
    popup('one-session', { sessions: [session(1)] }),
    popup('two-sessions', { sessions: [session(1), session(3, { purpose: 'coaching' })] }),
    popup('eight-sessions', { sessions: Array.from({ length: 8 }, (_, number) => session(number)) }),
    popup('session-invited', { sessions: [session(1, { invitation: { at: NOW - MINUTE, certain: true } })] }),
    popup('session-maybe-invited', {
      sessions: [session(1, { invitation: { at: NOW - MINUTE, certain: false } })],
    }),
    popup('session-joined', { sessions: [session(1, { joinedExisting: true })] }),
    popup('session-of-others-with-control', {
      sessions: [
        session(1, {
          joinedExisting: true,
          settings: { allowRemoteControl: true, timeoutInMinutes: 60 },
          ownLimit: {
            settings: { allowRemoteControl: false, timeoutInMinutes: 15 },
            sessionEndsAt: NOW + 50 * MINUTE,
          },
        }),
      ],
    }),
    popup('session-with-purpose-in-own-words', {
      sessions: [session(1, { purpose: 'Rückfrage zur Beitragsanpassung und zur Kündigungsfrist 2026' })],
    }),
    popup('session-ending-soon', { sessions: [session(1, { expiresAt: NOW + 44_000 })] }),
    popup('session-ending', {
      sessions: [
        session(1, { ending: { limitAt: NOW + 12 * MINUTE, hadPage: true }, expiresAt: NOW + 6_000 }),
      ],
    }),
    popup('session-details', { sessions: [session(1)] }, [
      { click: '.session-line > .icon-button:last-of-type' },
    ]),
    popup('all-sessions', { sessions: Array.from({ length: 8 }, (_, number) => session(number)) }, [
      { click: '.strip-more' },
    ]),
    popup('agent-has-left', {
      sessions: [session(1)],
      floor: floor([conversation(1, { complete: true, agent: { userId: idOf(950), name: nth(AGENTS, 2) } })]),
    }),
    popup('customer-offer', {
      sessions: [session(1, { service: 'platform', offer })],
      nextService: 'platform',
    }),
    popup('customer-offer-without-code', {
      sessions: [session(1, { service: 'platform', offer: { ...offer, joinCode: null } })],
    }),
    popup('customer-offer-over', {
      sessions: [session(1, { service: 'platform', offer: { ...offer, endsAt: NOW - 1 } })],
    }),
    popup('customer-accepted', { sessions: [session(1, { service: 'platform' })] }),
    popup('screen-session', {
      nextService: 'screen',
      startView: 'agent',
      sessions: [session(1, { service: 'screen', agentNotice: { state: 'sent', at: NOW - MINUTE } })],
    }),
    ...SESSION_ENDINGS.map((how) => popup(`ended-${how}`, { endedSessions: [ended(1, how)] })),
    popup('two-ended', { endedSessions: [ended(1, 'ended-elsewhere'), ended(3, 'left')] }),
    popup('everything-at-once', {
      sessions: [session(1), session(3)],
      endedSessions: [ended(2, 'left')],
      starts: [start(4, { phase: 'failed', failure: { code: 'no-agent' } })],
    }),
    popup('purpose-required', { settings: settings({ invite: { askPurpose: true, notice: '' } }) }, [
      { click: '.search-box' },
      { type: 'Ingrid', into: '.search-box' },
      { key: 'ArrowDown' },
      { key: 'Enter' },
    ]),
    popup('start-options', {}, [{ click: '.start-options' }]),
    popup('managed', {
      policy: { controlAllowed: false, maxTimeoutInMinutes: 20, timeoutInMinutes: 15, purposeRequired: true },
    }),
    popup('choice-of-views', { nextService: 'screen', startView: 'agent' }),
    popup('desktop-in-a-frame', { desktopIsFramed: true }),
    popup('practice', { practice: true }),
    popup('signing-in', { identity: null }, [{ click: '.welcome .button-primary' }], {
      signIn: () => never(),
    }),
  ],
};
