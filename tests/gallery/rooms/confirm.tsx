import '@/components/common/styles';
import { ConfirmStart } from '@/components/confirm/ConfirmStart';
import { DOUBTS } from '@/utils/cobrowse/doubts';
import type { StartToConfirm } from '@/utils/cobrowse/start-to-confirm';
import type { ConfirmActions, ConfirmState } from '@/utils/pages/connect-confirm';
import { idOf } from '../../setup/app-fixtures';
import { AGENTS, nth, quietly, session, start } from '../fixtures';
import type { GalleryRoom, GalleryState } from '../state';

const NAMED = {
  customer: 'Benjamin Osei',
  agent: nth(AGENTS, 1),
  hasAgent: true,
  agentUserId: idOf(901),
  queue: 'Technical Support Tier 2 (EMEA, after hours)',
  media: 'voice' as const,
};

function confirm(
  name: string,
  asked: Partial<StartToConfirm> | null,
  state: Partial<ConfirmState> = {},
): GalleryState {
  const whole: ConfirmState = {
    asked: asked && { conversationId: idOf(1), why: 'altered', named: NAMED, windowId: 1, ...asked },
    start: null,
    session: null,
    settings: { allowRemoteControl: false, timeoutInMinutes: 15 },
    asksPurpose: false,
    service: { shows: 'agent-page', grantsControl: true },
    tellsAgents: true,
    ...state,
  };
  return { name, draw: () => <ConfirmStart state={whole} actions={quietly<ConfirmActions>({})} /> };
}

export const room: GalleryRoom = {
  size: { width: 420, height: 480 },
  wholePage: true,
  states: [
    ...DOUBTS.map((why) => confirm(`because-${why}`, { why })),
    confirm('nothing-to-confirm', null),
    confirm('reading', { named: null }),
    confirm('unreadable', { named: null, failure: { code: 'not-found', subject: 'conversation' } }),
    confirm('long-names', { named: { ...NAMED, agent: nth(AGENTS, 2), customer: 'فاطمة الزهراء' } }),
    confirm('without-agent', { named: { ...NAMED, agent: null, hasAgent: false, agentUserId: null } }),
    confirm('with-control', {}, { settings: { allowRemoteControl: true, timeoutInMinutes: 30 } }),
    confirm('asks-purpose', {}, { asksPurpose: true }),
    confirm('screens', {}, { service: { shows: 'agent-screen', grantsControl: false } }),
    confirm('start-over', { startOver: true }, { session: session(1) }),
    confirm('starting', {}, { start: start(1, { phase: 'running', step: 'creating', tries: 1 }) }),
    confirm(
      'failed',
      {},
      { start: start(1, { phase: 'failed', failure: { code: 'server-error', status: 503 } }) },
    ),
  ],
};
