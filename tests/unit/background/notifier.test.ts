import { describe, expect, it, vi } from 'vitest';
import { createNotifier } from '@/utils/background/notifier';
import { attentionOf } from '@/utils/floor/attention';
import { NOTHING_NOTED, type NoticeMemory } from '@/utils/notify/model';
import { DEFAULT_ATTENTION, type NoticeKind } from '@/utils/settings/settings';
import { idOf } from '../../setup/app-fixtures';
import { conversation, NOW } from '../components/fake-app';

const HELP = [conversation(1, { flagged: true })];
const facts = (rows = HELP) => ({ sessions: [], ended: [], starts: [], rows, pinnedAgents: [] });

function scene() {
  let memory: NoticeMemory = NOTHING_NOTED;
  let paused = false;
  const shown: string[] = [];
  const cleared: string[] = [];
  const open = vi.fn(async () => undefined);
  const notifier = createNotifier({
    memory: {
      get: async () => memory,
      set: async (value) => {
        memory = value;
      },
      update: async (change) => {
        memory = change(memory);
        return memory;
      },
    },
    isPaused: async () => paused,
    show: async ({ id }) => void shown.push(id),
    clear: async (id) => void cleared.push(id),
    open,
    now: () => NOW,
  });
  return {
    shown,
    cleared,
    open,
    notifier,
    pause: (on: boolean) => {
      paused = on;
    },
    look: (rows = HELP, kinds: NoticeKind[] = ['help']) =>
      notifier.look(facts(rows), (row, at) => attentionOf(row, DEFAULT_ATTENTION, at), {
        kinds,
        names: 'agent',
      }),
  };
}

describe('the notifier', () => {
  it('shows a cause once, however often it looks, even at the same time', async () => {
    const { look, shown } = scene();
    await Promise.all([look(), look()]);
    await look();
    expect(shown).toEqual([`help ${idOf(1)}`]);
  });

  it('takes back what has passed, and shows it again when it comes back', async () => {
    const { look, shown, cleared } = scene();
    await look();
    await look([]);
    expect(cleared).toEqual([`help ${idOf(1)}`]);
    await look();
    expect(shown).toHaveLength(2);
  });

  it('shows no kind that is not chosen', async () => {
    const { look, shown } = scene();
    await look(HELP, ['sign-in']);
    expect(shown).toEqual([]);
  });

  it('never shows what happened during a pause', async () => {
    const { look, pause, shown } = scene();
    pause(true);
    await look();
    pause(false);
    await look();
    expect(shown).toEqual([]);
  });

  it('opens what a pressed notification is about', async () => {
    const { notifier, open, cleared } = scene();
    await notifier.press('limit session-1 1');
    expect(open).toHaveBeenCalledWith({ session: 'session-1' });
    expect(cleared).toEqual(['limit session-1 1']);
  });
});
