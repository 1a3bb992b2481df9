import '@/components/popup/styles';
import { SidePanel } from '@/components/side-panel/SidePanel';
import type { RecentAgent } from '@/utils/history/recent-agents';
import type { AppState } from '@/utils/pages/app-state';
import { idOf } from '../../setup/app-fixtures';
import {
  AGENTS,
  appActions,
  appState,
  CUSTOMERS,
  conversation,
  conversations,
  ended,
  floor,
  HOUR,
  NOW,
  nth,
  pastSession,
  SUPERVISOR,
  session,
} from '../fixtures';
import type { GalleryRoom, GalleryState } from '../state';

const RECENT: RecentAgent[] = AGENTS.map((name, number) => ({
  userId: idOf(900 + number),
  name,
  customerName: nth(CUSTOMERS, number),
  startedAt: NOW - (number + 1) * 5 * HOUR,
}));

/** Of all agents in turn: eight with each. */
const PAST = Array.from({ length: 64 }, (_, number) => pastSession(number));

function panel(
  name: string,
  changes: Partial<AppState> = {},
  steps: GalleryState['steps'] = [],
  recent = RECENT,
  isOpen = true,
): GalleryState {
  return {
    name,
    steps,
    draw: () => (
      <div id="panel">
        <SidePanel
          state={appState(changes)}
          actions={appActions()}
          watchRecent={(onAgents) => {
            onAgents(recent);
            return () => undefined;
          }}
          watchPast={(onRows) => {
            onRows(PAST);
            return () => undefined;
          }}
          drawer={{ read: () => ({ isOpen, height: 40 }), write: () => undefined }}
        />
      </div>
    ),
  };
}

const sessions = [session(1), session(3, { purpose: 'coaching' }), session(2)];

const inTall = (width: number) => ({ width, height: 900 });
/** Chooses a row by the keys, from the top. */
const down = (times: number): GalleryState['steps'] =>
  Array.from({ length: times }, () => ({ key: 'ArrowDown' }));
/** Everything that can be known of a conversation. */
const known = floor([
  conversation(2, {
    complete: true,
    stateSince: NOW - 194_000,
    alsoThere: [
      { userId: idOf(905), name: nth(AGENTS, 5) },
      { userId: idOf(906), name: null },
    ],
    watchers: [
      { userId: idOf(801), name: 'Femi Okoro', how: 'monitoring' },
      { userId: SUPERVISOR.userId, name: SUPERVISOR.name, how: 'coaching' },
    ],
  }),
  ...conversations(24)
    .filter(({ id }) => id !== idOf(2))
    .map((row, number) => ({
      ...row,
      ...(row.state === 'on-hold' && { stateSince: NOW - (20 + number * 31) * 1_000 }),
    })),
]);

export const room: GalleryRoom = {
  size: inTall(360),
  states: [
    panel('signed-out', { identity: null }),
    panel('floor'),
    panel('floor-with-sessions', { sessions }),
    panel('sessions', { sessions }, [{ click: '#tab-sessions' }]),
    panel(
      'sessions-states',
      {
        sessions: [
          session(1, { expiresAt: NOW + 95_000, invitation: { at: NOW - 120_000, certain: true } }),
          session(3, { service: 'screen', agentNotice: { state: 'sent', at: NOW - 60_000 } }),
          session(2, { expiresAt: NOW + 8_000, ending: { limitAt: NOW + 14 * 60_000, hadPage: true } }),
          session(4, {
            service: 'platform',
            offer: { joinCode: '123456', endsAt: NOW + 200_000, by: 'message' },
            expiresAt: NOW + 15 * 60_000,
          }),
          session(5, { service: 'platform', expiresAt: NOW + 63 * 60_000 }),
          session(6, { expiresAt: NOW + 90 * 60_000 }),
        ],
        endedSessions: [ended(7, 'time-limit')],
      },
      [{ click: '#tab-sessions' }],
    ),
    panel(
      'sessions-hard',
      {
        floor: known,
        sessions: [
          // Its agent has left the conversation, and another is in it.
          session(2, { agent: { userId: idOf(990), name: 'Ingrid Solberg' } }),
          session(3, { agent: { userId: idOf(903), name: `${'Wolfeschlegel '.repeat(14)}🧑‍🚀` } }),
          session(4, { customerName: 'محمد علي', queueName: 'المبيعات' }),
          session(5, { service: 'platform', expiresAt: NOW + 90 * 60_000 }),
        ],
      },
      [{ click: '#tab-sessions' }],
    ),
    panel('no-session', {}, [{ click: '#tab-sessions' }]),
    panel('recent', {}, [{ click: '#tab-recent' }]),
    panel('nobody-recent', {}, [{ click: '#tab-recent' }], []),
    { ...panel('wide', { sessions }, [{ click: '#tab-sessions' }]), size: inTall(520) },
    panel('details', { floor: known }, down(4)),
    panel('details-little-known', {}, down(1)),
    panel('details-live', { sessions: [session(2, { purpose: 'coaching' })], floor: known }, down(4)),
    panel('details-closed', { floor: known }, down(1), RECENT, false),
    panel('details-blocked', { floor: floor([conversation(2, { agent: null, state: 'waiting' })]) }, down(1)),
    {
      ...panel('details-low', { floor: known }, [
        ...(down(1) ?? []),
        { click: '.drawer-head > .icon-button' },
      ]),
      size: { width: 320, height: 256 },
    },
    { ...panel('columns-420', { floor: known }, down(1)), size: inTall(420) },
    { ...panel('columns-480', { floor: known, sessions }, down(2)), size: inTall(480) },
    { ...panel('columns-600', { floor: known }), size: inTall(600) },
  ],
};
