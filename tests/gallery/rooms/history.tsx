import '@/components/common/styles';
import { HistoryPage } from '@/components/history/HistoryPage';
import type { HistoryActions, HistoryState } from '@/utils/pages/connect-history';
import { HOUR, MINUTE, NOW, pastSession, quietly, refused } from '../fixtures';
import type { GalleryRoom, GalleryState } from '../state';

const rows = (count: number) => Array.from({ length: count }, (_, number) => pastSession(number));
const live = pastSession(0, { endedAt: null, howEnded: null, expiresAt: NOW + 12 * MINUTE });

const ACTIONS: Partial<HistoryActions> = {
  verify: async () => ({ ok: true, entries: 148, lastHash: 'a'.repeat(64), findings: [], origin: null }),
  checkExport: async () => 'not-json',
};

function history(
  name: string,
  state: Partial<HistoryState> | 'reading' | 'unreadable',
  actions: Partial<HistoryActions> = {},
  steps: GalleryState['steps'] = [],
): GalleryState {
  const whole =
    typeof state === 'string'
      ? state
      : {
          rows: [],
          unreadable: 0,
          keepForDays: 90,
          trouble: null,
          record: { hasWitness: true, notes: [], exported: null, jumpMs: 0 },
          policy: {},
          ...state,
        };
  return {
    name,
    steps,
    draw: () => <HistoryPage state={whole} actions={quietly<HistoryActions>({ ...ACTIONS, ...actions })} />,
  };
}

export const room: GalleryRoom = {
  size: { width: 1280, height: 800 },
  wholePage: true,
  states: [
    history('reading', 'reading'),
    history('unreadable', 'unreadable'),
    history('empty', {}),
    history('sessions', { rows: [live, ...rows(16).slice(1)] }),
    history('pages', { rows: rows(400) }),
    history(
      'details',
      {
        rows: [
          pastSession(1, {
            notes: [{ at: NOW - 7 * HOUR, text: '敬語を使う 👍 — très bien' }],
            correlationIds: ['2f0c3a0e-51f0'],
          }),
        ],
      },
      {},
      [{ click: '.session-line button' }],
    ),
    history('some-unreadable', { rows: rows(4), unreadable: 3 }),
    history('kept-for-ever', { rows: rows(4), keepForDays: null }),
    history('managed', { rows: rows(4), policy: { historyDays: 90 } }),
    history('clock-jumped', {
      rows: rows(4),
      record: { hasWitness: false, notes: [], exported: null, jumpMs: 40 * 24 * HOUR },
    }),
    history(
      'cannot-be-kept-shorter',
      { rows: rows(4) },
      { keepFor: () => refused({ code: 'unexpected-error' }) },
    ),
  ],
};
