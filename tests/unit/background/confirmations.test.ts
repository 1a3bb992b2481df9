import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createConfirmations } from '@/utils/background/confirmations';
import type { StartToConfirm } from '@/utils/cobrowse/start-to-confirm';
import { fail } from '@/utils/errors/failure';
import type { Conversation } from '@/utils/genesys-cloud/conversation-model';
import { failureOf } from '../failure-of';

const A = '0b7c3f1e-9a2d-4c5b-8e6f-1a2b3c4d5e6f';
const B = '99999999-9a2d-4c5b-8e6f-1a2b3c4d5e6f';

const conversation = (id: string, changes: Partial<Conversation> = {}): Conversation => ({
  id,
  media: 'voice',
  state: 'connected',
  startedAt: 1,
  customerName: 'Amelia Hart',
  queueId: 'q',
  queueName: 'Billing',
  agent: { userId: 'u', name: 'Tom Becker' },
  watchers: [],
  ...changes,
});

function createScene() {
  let stored: StartToConfirm | null = null;
  let windows: number[] = [];
  let opened = 0;
  const scene = {
    now: 1_000_000,
    asked: () => stored,
    windows: () => windows,
    openWindow: vi.fn(async () => {
      opened += 1;
      windows.push(opened);
      return opened;
    }),
    closeWindow: vi.fn(async (id: number) => {
      windows = windows.filter((one) => one !== id);
    }),
    findConversation: vi.fn(async (_id: string): Promise<Conversation | null> => null),
    readConversation: vi.fn(async (id: string) => conversation(id)),
    start: vi.fn(async () => undefined as unknown),
  };
  const confirmations = createConfirmations({
    asked: {
      get: async () => stored,
      set: async (value) => {
        stored = value;
      },
      async update(change) {
        stored = change(stored);
        return stored;
      },
    },
    focusWindow: async (id) => windows.includes(id),
    openWindow: scene.openWindow,
    closeWindow: scene.closeWindow,
    findConversation: scene.findConversation,
    readConversation: scene.readConversation,
    start: scene.start,
    now: () => scene.now,
  });
  return { scene, confirmations };
}

let scene: ReturnType<typeof createScene>['scene'];
let confirmations: ReturnType<typeof createScene>['confirmations'];
beforeEach(() => {
  ({ scene, confirmations } = createScene());
});

describe('asking in our own window', () => {
  it('opens one window, and the next press reuses it', async () => {
    await Promise.all([confirmations.ask(A, 'altered', 7), confirmations.ask(B, 'focus', 8)]);
    expect(scene.openWindow).toHaveBeenCalledExactlyOnceWith(7);
    expect(scene.asked()).toEqual({ conversationId: B, why: 'focus', named: null, windowId: 1 });
  });

  it('opens a new one when the former was closed', async () => {
    await confirmations.ask(A, 'altered', 7);
    await scene.closeWindow(1);
    await confirmations.ask(A, 'altered', 7);
    expect(scene.asked()?.windowId).toBe(2);
  });

  it('opens no more than six a minute for a tab, and says when there is one again', async () => {
    for (let times = 0; times < 6; times += 1) {
      await confirmations.ask(A, 'altered', 7);
      await confirmations.cancel();
    }
    expect(await failureOf(confirmations.ask(A, 'altered', 7))).toEqual({
      code: 'rate-limited',
      retryAt: scene.now + 60_000,
    });
    await confirmations.ask(A, 'altered', 8);
    scene.now += 60_001;
    await confirmations.cancel();
    await confirmations.ask(A, 'altered', 7);
    expect(scene.openWindow).toHaveBeenCalledTimes(8);
  });

  it('counts bringing it to the front too', async () => {
    for (let times = 0; times < 6; times += 1) await confirmations.ask(A, 'altered', 7);
    expect(await failureOf(confirmations.ask(A, 'altered', 7))).toMatchObject({ code: 'rate-limited' });
    expect(scene.openWindow).toHaveBeenCalledTimes(1);
  });

  it('stores no question if no window can be opened', async () => {
    scene.openWindow.mockRejectedValueOnce(new Error('no window'));
    await expect(confirmations.ask(A, 'altered', 7)).rejects.toThrow('no window');
    expect(scene.asked()).toBeNull();
  });

  it('is over when the person closes that window, and not when they close another', async () => {
    await confirmations.ask(A, 'altered', 7);
    await confirmations.noteClosed(99);
    expect(scene.asked()).not.toBeNull();
    await confirmations.noteClosed(1);
    expect(scene.asked()).toBeNull();
  });
});

describe('naming the conversation', () => {
  it('uses what is known, as plain text of sensible length', async () => {
    const evil = `Amelia\u202e\n${'x'.repeat(500)}`;
    scene.findConversation.mockResolvedValue(conversation(A, { customerName: evil, queueName: ' ' }));
    await confirmations.ask(A, 'altered', 7);
    const named = scene.asked()?.named;
    expect(named?.customer).toMatch(/^Amelia x+…$/);
    expect(named?.customer?.length).toBeLessThanOrEqual(80);
    expect(named).toMatchObject({ agent: 'Tom Becker', hasAgent: true, queue: null, media: 'voice' });
  });

  it('reads known conversations again: they may have another agent by now', async () => {
    scene.findConversation.mockResolvedValue(conversation(A));
    await confirmations.ask(A, 'altered', 7);
    scene.readConversation.mockResolvedValueOnce(conversation(A, { agent: { userId: 'v', name: 'Otto' } }));
    await confirmations.name();
    expect(scene.asked()?.named).toMatchObject({ agent: 'Otto', agentUserId: 'v' });
  });

  it('reads what is not known', async () => {
    await confirmations.ask(A, 'unnamed', 7);
    await confirmations.name();
    expect(scene.asked()?.named?.customer).toBe('Amelia Hart');
  });

  it('keeps why it could not be read, until it can', async () => {
    await confirmations.ask(A, 'unnamed', 7);
    scene.readConversation.mockRejectedValueOnce(fail('signed-out'));
    await confirmations.name();
    expect(scene.asked()).toMatchObject({ named: null, failure: { code: 'signed-out' } });
    await confirmations.name();
    expect(scene.asked()).not.toHaveProperty('failure');
  });

  it('does not put the names of one conversation on another that is asked about meanwhile', async () => {
    await confirmations.ask(A, 'unnamed', 7);
    scene.readConversation.mockImplementationOnce(async (id) => {
      await confirmations.ask(B, 'unnamed', 7);
      return conversation(id);
    });
    await confirmations.name();
    expect(scene.asked()).toMatchObject({ conversationId: B, named: null });
  });
});

describe('confirming', () => {
  const askNamed = async () => {
    scene.findConversation.mockResolvedValue(conversation(A));
    await confirmations.ask(A, 'altered', 7);
  };

  it('starts with what was said, then closes the window', async () => {
    await askNamed();
    await confirmations.confirm(A, 'coaching');
    expect(scene.start).toHaveBeenCalledExactlyOnceWith(A, 'coaching', false, 'u');
    expect(scene.asked()).toBeNull();
    expect(scene.windows()).toEqual([]);
  });

  it('starts with the agent whom the window named, whoever is stored by now', async () => {
    await askNamed();
    await confirmations.confirm(A, null, 'seen');
    expect(scene.start).toHaveBeenCalledExactlyOnceWith(A, null, false, 'seen');
  });

  it('leaves the window open when the start fails', async () => {
    await askNamed();
    scene.start.mockRejectedValueOnce(fail('no-agent'));
    expect(await failureOf(confirmations.confirm(A, null))).toEqual({ code: 'no-agent' });
    expect(scene.windows()).toEqual([1]);
    expect(scene.asked()).not.toBeNull();
  });

  it('starts nothing that is not asked about', async () => {
    expect(await failureOf(confirmations.confirm(A, null))).toMatchObject({ code: 'invalid-message' });
    await askNamed();
    expect(await failureOf(confirmations.confirm(B, null))).toMatchObject({ code: 'invalid-message' });
    expect(scene.start).not.toHaveBeenCalled();
  });

  it('starts nothing that the window does not name', async () => {
    await confirmations.ask(A, 'unnamed', 7);
    expect(await failureOf(confirmations.confirm(A, null))).toMatchObject({ code: 'invalid-message' });
    expect(scene.start).not.toHaveBeenCalled();
  });

  it('leaves another question alone that came while the start was under way', async () => {
    await askNamed();
    scene.start.mockImplementationOnce(() => confirmations.ask(B, 'focus', 8));
    await confirmations.confirm(A, null);
    expect(scene.asked()).toMatchObject({ conversationId: B });
    expect(scene.windows()).toEqual([1]);
  });

  it('canceled, forgets what was asked and closes the window', async () => {
    await askNamed();
    await confirmations.cancel();
    expect(scene.asked()).toBeNull();
    expect(scene.windows()).toEqual([]);
    expect(scene.start).not.toHaveBeenCalled();
  });
});
