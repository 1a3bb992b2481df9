import { beforeEach, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { updateWaitingItem } from '@/utils/background/state';
import { createUpdates } from '@/utils/background/updates';
import { sessionsItem } from '@/utils/cobrowse/state';
import { session } from '../history/history-harness';

let now = 0;
let offer: (() => void) | undefined;
const reload = vi.fn();

/** The updates of a worker, listening. */
function watching() {
  const updates = createUpdates(() => now);
  updates.watch();
  return updates;
}

beforeEach(() => {
  fakeBrowser.reset();
  now = 1_000_000;
  reload.mockClear();
  vi.spyOn(fakeBrowser.runtime, 'reload').mockImplementation(reload);
  vi.spyOn(fakeBrowser.runtime.onUpdateAvailable, 'addListener').mockImplementation(((
    listener: () => void,
  ) => {
    offer = listener;
  }) as never);
});

it('applies an update at once where no session is live', async () => {
  watching();
  offer?.();
  await expect.poll(() => reload.mock.calls.length).toBe(1);
});

it('lets an update wait while a session is live, also over the death of the worker, and applies it when the last has ended', async () => {
  await sessionsItem.set({ 's-1': session(1) });
  watching();
  offer?.();
  await expect.poll(() => updateWaitingItem.get()).toEqual({ since: 1_000_000 });
  const later = watching();
  await later.apply();
  expect(reload).not.toHaveBeenCalled();
  await sessionsItem.clear();
  await later.apply();
  await later.apply();
  expect(reload).toHaveBeenCalledOnce();
});

it('never lets an update wait for ever', async () => {
  await sessionsItem.set({ 's-1': session(1) });
  const updates = watching();
  offer?.();
  await expect.poll(() => updates.due()).not.toBeNull();
  now = Number(await updates.due());
  await updates.apply();
  expect(reload).toHaveBeenCalledOnce();
});
