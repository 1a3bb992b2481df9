import '@/components/common/styles';
import { ScreensPage } from '@/components/screens/ScreensPage';
import type { SessionEnding } from '@/utils/cobrowse/model';
import type { ScreensActions } from '@/utils/pages/connect-screens';
import type { Quality, Screen, ScreensState, Tile } from '@/utils/screen-viewer/model';
import { idOf } from '../../setup/app-fixtures';
import { AGENTS, CUSTOMERS, MINUTE, NOW, nth, quietly } from '../fixtures';
import type { GalleryRoom, GalleryState } from '../state';

const SIZE = { width: 1280, height: 800 };

/** A stand-in for an agent's screen: a desktop with a window. */
function screen(id: string): Screen {
  const canvas = document.createElement('canvas');
  Object.assign(canvas, SIZE);
  const pen = canvas.getContext('2d');
  const draw = () => {
    if (!pen) return;
    for (const [color, x, y, width, height] of [
      ['#23395d', 0, 0, SIZE.width, SIZE.height],
      ['#f4f5f8', 120, 90, 900, 560],
      ['#868da1', 120, 90, 900, 40],
      ['#3451e1', 160, 170, 320, 28],
      ['#dfe2ec', 160, 230, 780, 16],
      ['#dfe2ec', 160, 270, 640, 16],
    ] as const) {
      pen.fillStyle = color;
      pen.fillRect(x, y, width, height);
    }
  };
  draw();
  // A stream of a canvas that is never drawn again has no frame.
  setInterval(draw, 100);
  return { id, stream: canvas.captureStream(10), size: SIZE };
}

const GOOD: Quality = { level: 'good', framesPerSecond: 15, ...SIZE, loss: 0 };

function tile(number: number, changes: Partial<Tile> = {}): Tile {
  return {
    key: `c${number}`,
    conversationId: idOf(number),
    phase: 'live',
    sessionId: `s${number}`,
    agentName: nth(AGENTS, number),
    customerName: nth(CUSTOMERS, number),
    queueName: 'Billing',
    startedAt: NOW - 3 * MINUTE,
    expiresAt: NOW + 12 * MINUTE,
    purpose: null,
    notice: { state: 'sent', at: NOW - 3 * MINUTE },
    notes: [],
    screens: [],
    quality: {},
    ending: null,
    failure: null,
    waitingFor: null,
    ...changes,
  };
}

const live = (number: number, count = 1, changes: Partial<Tile> = {}) => {
  const screens = Array.from({ length: count }, (_, each) => screen(`v${number}-${each}`));
  return tile(number, {
    screens,
    quality: Object.fromEntries(screens.map(({ id }) => [id, GOOD])),
    ...changes,
  });
};
const NO_PICTURE = { startedAt: null, expiresAt: null, sessionId: null, notice: null };

const ENDINGS: readonly SessionEnding[] = [
  'ended-by-you',
  'time-limit',
  'conversation-over',
  'ended-elsewhere',
  'page-closed',
  'no-picture',
  'answered-elsewhere',
  'media-ended',
  'agent-not-told',
];

/** `make`: builds the state when it is drawn, since streams start at once. */
const page = (
  name: string,
  make: () => Partial<ScreensState>,
  steps: GalleryState['steps'] = [],
): GalleryState => ({
  name,
  steps,
  draw: () => (
    <ScreensPage
      state={{ page: 'watching', failure: null, practice: false, link: 'connected', tiles: [], ...make() }}
      actions={quietly<ScreensActions>({})}
    />
  ),
});

export const room: GalleryRoom = {
  size: { width: 1280, height: 800 },
  states: [
    ...(['beginning', 'nothing', 'elsewhere', 'signed-out'] as const).map((name) =>
      page(name, () => ({ page: name })),
    ),
    page('failed', () => ({ page: 'failed', failure: { code: 'server-error', status: 503 } })),
    ...(['connecting', 'reconnecting', 'unreachable', 'offline'] as const).map((link) =>
      page(`link-${link}`, () => ({ link, tiles: [live(1)] })),
    ),
    page('one', () => ({ tiles: [live(1)] })),
    page('three-screens', () => ({ tiles: [live(1, 3)] })),
    page('two', () => ({ tiles: [live(1), live(2)] })),
    page('four', () => ({ tiles: [live(1), live(2), live(3), live(4)] })),
    page('phases', () => ({
      tiles: [
        tile(1, { phase: 'connecting', ...NO_PICTURE }),
        tile(2, { phase: 'asking' }),
        tile(3, { phase: 'waiting' }),
        tile(4, { phase: 'interrupted' }),
        tile(5, {
          phase: 'failed',
          ...NO_PICTURE,
          failure: { code: 'screen-refused', apiCode: 'agent.permission.denied' },
        }),
        tile(6, {
          phase: 'connecting',
          ...NO_PICTURE,
          waitingFor: { code: 'rate-limited', status: 429, retryAt: NOW + 29_000 },
        }),
      ],
    })),
    page('endings', () => ({
      tiles: ENDINGS.map((ending, number) => tile(number, { phase: 'ended', ending })),
    })),
    page('notices', () => ({
      tiles: [
        live(1, 1, { notice: { state: 'pending', at: null } }),
        live(2, 1, { notice: { state: 'by-platform', at: null } }),
        live(3, 1, { notice: { state: 'off', at: null } }),
      ],
    })),
    page('qualities', () => ({
      tiles: (['good', 'fair', 'poor', 'still'] as const).map((level, number) => {
        const one = live(number, 1);
        return { ...one, quality: { [`v${number}-0`]: { ...GOOD, level, loss: 0.12 } } };
      }),
    })),
    page('notes', () => ({
      tiles: [
        live(1, 1, { purpose: 'coaching', notes: [{ at: NOW - MINUTE, text: '敬語を使う 👍 — très bien' }] }),
      ],
    })),
    page('practice', () => ({ practice: true, tiles: [live(1)] })),
  ],
};
