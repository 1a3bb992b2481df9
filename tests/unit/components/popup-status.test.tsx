// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Popup } from '@/components/popup/Popup';
import type { Floor, FloorHead, FloorRow } from '@/utils/floor/model';
import type { AppActions } from '@/utils/pages/app-state';
import { appActions, appState, conversation, floor, NOW } from './fake-app';
import { button, clearPage, click, draw, find, pass, text, type } from './page';
import { box } from './popup-list-page';

beforeEach(() => vi.useFakeTimers({ now: NOW }));
afterEach(() => {
  clearPage();
  vi.useRealTimers();
});

const HEAD: FloorHead = { takenAt: NOW, leftOut: [], unread: [], partial: false, team: [] };
const many = Array.from({ length: 5000 }, (_, number) => conversation(number));
const drawFloor = (
  rows: FloorRow[],
  changes: Partial<Floor> = {},
  head: Partial<FloorHead> = {},
  actions = appActions(),
) =>
  draw(
    <Popup
      state={appState({ floor: floor(rows, { head: { ...HEAD, ...head }, ...changes }) })}
      actions={actions}
    />,
  );
const line = () => find('.list-status').textContent;

describe('the line above the list', () => {
  it('counts as the user writes numbers', async () => {
    await drawFloor(many);
    expect(line()).toContain(`${(5000).toLocaleString()} conversations`);
    await type(box(), 'customer 4999');
    expect(line()).toContain(`1 of ${(5000).toLocaleString()}`);
  });

  it('says as of when, or that changes arrive as they happen', async () => {
    await drawFloor(many.slice(0, 3));
    expect(line()).toContain('Updated 0 s ago');
    await pass(40_000);
    expect(line()).toContain('Updated 40 s ago');
    await pass(20_000);
    expect(line()).toContain(`Updated ${new Date(NOW).toLocaleTimeString([], { timeStyle: 'short' })}`);
    await drawFloor(many.slice(0, 3), { live: true });
    expect(line()).toContain('Updated just now');
    await pass(120_000);
    expect(line()).toContain('Updated just now');
  });

  it.each<[string, AppActions['refreshConversations']]>([
    ['cannot be reached', async () => ({ ok: false, failure: { code: 'unreachable' } })],
    [
      'asks to wait',
      async () => ({ ok: false, failure: { code: 'rate-limited', status: 429, retryAt: NOW + 9_000 } }),
    ],
  ])('does not say that it is live while Genesys Cloud %s', async (_why, refresh) => {
    const actions = appActions({ refreshConversations: vi.fn(refresh) });
    await drawFloor(many.slice(0, 3), { live: true }, {}, actions);
    expect(line()).not.toContain('just now');
    expect(line()).toContain('Updated');
  });

  it('does not say that an empty list is live: nothing of it is followed', async () => {
    await drawFloor([], { live: true });
    expect(line()).not.toContain('just now');
  });

  it('says whose wait it is', async () => {
    const put = (status?: number) =>
      appActions({
        refreshConversations: vi.fn<AppActions['refreshConversations']>(async () => ({
          ok: false,
          failure: { code: 'rate-limited', retryAt: NOW + 9_000, ...(status && { status }) },
        })),
      });
    await drawFloor(many.slice(0, 3), {}, {}, put());
    expect(find('.list-status-time [title]').title).toContain('The extension waits');
    clearPage();
    await drawFloor(many.slice(0, 3), {}, {}, put(429));
    expect(find('.list-status-time [title]').title).toContain('Genesys Cloud asked to wait');
  });

  it('says that it is being read, live or not', async () => {
    const actions = appActions({
      refreshConversations: vi.fn<AppActions['refreshConversations']>(() => new Promise<never>(() => {})),
    });
    await drawFloor(many.slice(0, 3), { live: true }, {}, actions);
    expect(line()).toContain('Refreshing…');
  });

  it('says that there are more than it could list', async () => {
    await drawFloor(many, {}, { partial: true });
    expect(line()).toContain('more exist');
    expect(find('.list-status-partial').title).toContain('Filter by queue or search');
  });
});

describe('what is left out', () => {
  const queues = { source: 'queues', missing: 'analytics:queueObservation:view' } as const;

  it('is named with its permission in one notice that can be dismissed', async () => {
    await drawFloor(many.slice(0, 3), {}, { leftOut: [queues] });
    expect(text()).toContain(
      'Queues are hidden: the permission “analytics:queueObservation:view” is missing. Ask an administrator.',
    );
    await click(button('Dismiss'));
    expect(text()).not.toContain('are hidden');
    await drawFloor(many.slice(0, 4), {}, { leftOut: [queues] });
    expect(text()).not.toContain('are hidden');
  });

  it('is one notice with a list when it is several', async () => {
    await drawFloor(many.slice(0, 3), {}, { leftOut: [queues, { source: 'search', missing: null }] });
    expect(document.querySelectorAll('.notice')).toHaveLength(1);
    await click(button('Details'));
    expect([...document.querySelectorAll('.sheet p')].map(({ textContent }) => textContent)).toEqual([
      'Queues are hidden: the permission “analytics:queueObservation:view” is missing.',
      'Search results are hidden: you do not have access.',
      'Ask an administrator.',
    ]);
  });

  it('may hold more where nothing is visible', async () => {
    await drawFloor([], {}, { leftOut: [queues] });
    expect(find('.list-state').textContent).toContain('No active conversations');
    expect(find('.list-state').textContent).toContain('Queues are hidden and may contain more.');
  });

  it('shows nothing if everything may be read', async () => {
    await drawFloor([]);
    expect(find('.list-state').textContent).toContain('No active conversations');
    expect(text()).not.toContain('are hidden');
  });
});
