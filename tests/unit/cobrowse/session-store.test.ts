import { beforeEach, describe, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { MAX_NOTES } from '@/utils/cobrowse/model';
import { createSessionStore } from '@/utils/cobrowse/session-store';
import { endedSessionsItem, joinLinksItem, sessionsItem } from '@/utils/cobrowse/state';
import { AGENT, CONVERSATION_ID, MINUTE, NOW, storedSession } from './fixtures';

let now: number;

// The real stores of the extension: what the store writes must pass their schemas.
const sessionStore = createSessionStore({
  sessions: sessionsItem,
  ended: endedSessionsItem,
  joinLinks: joinLinksItem,
  now: () => now,
});
const link = (token: string) => ({
  url: `https://apps.example.com/cobrowse/join?token=${token}`,
  expiresAt: NOW + 5 * MINUTE,
});

beforeEach(() => {
  fakeBrowser.reset();
  now = NOW;
});

describe('sessions in the store', () => {
  it('are found by id and by conversation', async () => {
    await sessionStore.keepSession(storedSession('s-1'));
    expect(await sessionStore.session('s-1')).toEqual(storedSession('s-1'));
    expect(await sessionStore.sessionOf(CONVERSATION_ID)).toEqual(storedSession('s-1'));
    expect(await sessionStore.session('s-2')).toBeNull();
    expect(await sessionStore.sessionOf('other')).toBeNull();
  });

  it('keep the tab they have when they are kept again without one', async () => {
    await sessionStore.keepSession(storedSession('s-1', { tabId: 7 }));
    expect(await sessionStore.keepSession(storedSession('s-1', { customerName: 'B' }))).toMatchObject({
      tabId: 7,
      customerName: 'B',
    });
    await sessionStore.setTab('s-1', null);
    expect((await sessionStore.session('s-1'))?.tabId).toBeNull();
  });

  it('that were made here stay so, with the code of their offer, when they are found again', async () => {
    const offer = { joinCode: '123456', endsAt: NOW + MINUTE, by: 'message' as const };
    await sessionStore.keepSession(storedSession('s-1', { joinedExisting: false, offer }));
    const unnamed = { joinCode: null, endsAt: null, by: 'other' as const };
    expect(
      await sessionStore.keepSession(storedSession('s-1', { joinedExisting: true, offer: unnamed })),
    ).toMatchObject({ joinedExisting: false, offer });
    // Accepted meanwhile.
    expect(await sessionStore.keepSession(storedSession('s-1', { joinedExisting: true }))).not.toHaveProperty(
      'offer',
    );
  });

  it('are not there any more from the moment their time is over', async () => {
    await sessionStore.keepSession(storedSession('s-1', { expiresAt: NOW + 1 }));
    expect(await sessionStore.sessions()).toHaveLength(1);
    now = NOW + 1;
    expect(await sessionStore.sessions()).toEqual([]);
    expect(await sessionStore.session('s-1')).toBeNull();
    expect(await sessionStore.sessionOf(CONVERSATION_ID)).toBeNull();
  });

  it('that have expired wait to be ended', async () => {
    await sessionStore.keepSession(storedSession('over', { expiresAt: NOW + MINUTE }));
    await sessionStore.keepSession(storedSession('live', { expiresAt: NOW + 10 * MINUTE }));
    now = NOW + 2 * MINUTE;
    expect((await sessionStore.overdueSessions()).map(({ id }) => id)).toEqual(['over']);
    await sessionStore.endSession('over', 'time-limit');
    expect(await sessionStore.overdueSessions()).toEqual([]);
    expect(Object.keys(await sessionsItem.get())).toEqual(['live']);
  });

  it('that end take their links with them, the others keep theirs', async () => {
    await sessionStore.keepSession(storedSession('s-1'));
    await sessionStore.keepSession(storedSession('s-2'));
    await sessionStore.keepJoinLink('s-1', AGENT.userId, link('1'));
    await sessionStore.keepJoinLink('s-2', AGENT.userId, link('2'));
    expect(await sessionStore.endSession('s-1', 'left')).toEqual(storedSession('s-1'));
    expect(Object.keys(await sessionsItem.get())).toEqual(['s-2']);
    expect(Object.keys(await joinLinksItem.get())).toEqual(['s-2']);
  });

  it('end once: of several who find out, one gets the session', async () => {
    await sessionStore.keepSession(storedSession('s-1'));
    const ends = await Promise.all([
      sessionStore.endSession('s-1', 'conversation-over'),
      sessionStore.endSession('s-1', 'conversation-over'),
    ]);
    expect(ends.filter(Boolean)).toHaveLength(1);
    expect(await sessionStore.endSession('s-1', 'conversation-over')).toBeNull();
    expect(await endedSessionsItem.get()).toHaveLength(1);
  });

  it('that are gone get no tab', async () => {
    await sessionStore.setTab('s-1', 7);
    expect(await sessionsItem.get()).toEqual({});
  });
});

describe('notices of sessions that ended', () => {
  const keepAndEnd = async (id: string, conversationId = id) => {
    await sessionStore.keepSession(storedSession(id, { conversationId }));
    await sessionStore.endSession(id, 'ended-elsewhere');
  };

  it('say with whom, about whom, how and when, and nothing else', async () => {
    await sessionStore.keepSession(storedSession('s-1', { tabId: 7 }));
    await sessionStore.keepJoinLink('s-1', AGENT.userId, link('1'));
    now = NOW + MINUTE;
    await sessionStore.endSession('s-1', 'conversation-over');
    expect(await endedSessionsItem.get()).toEqual([
      {
        id: 's-1',
        service: 'sessions',
        conversationId: CONVERSATION_ID,
        agentName: AGENT.name,
        customerName: 'Amelia Hart',
        how: 'conversation-over',
        endedAt: NOW + MINUTE,
        expiresAt: NOW + 15 * MINUTE,
      },
    ]);
  });

  it('are not created for what the user did themselves', async () => {
    await sessionStore.keepSession(storedSession('s-1'));
    await sessionStore.endSession('s-1', 'ended-by-you');
    expect(await endedSessionsItem.get()).toEqual([]);
  });

  it('tell the time of the limit, however late it was found', async () => {
    await sessionStore.keepSession(storedSession('s-1', { expiresAt: NOW + MINUTE }));
    now = NOW + 60 * MINUTE;
    await sessionStore.endSession('s-1', 'time-limit');
    expect(await endedSessionsItem.get()).toMatchObject([{ endedAt: NOW + MINUTE }]);
  });

  it('are the last twenty, newest first: as many as a changed policy may end at once', async () => {
    const ids = Array.from({ length: 21 }, (_, index) => String(index + 1));
    for (const id of ids) await keepAndEnd(id);
    expect((await endedSessionsItem.get()).map(({ id }) => id)).toEqual(ids.slice(1).reverse());
  });

  it('can be dismissed', async () => {
    await keepAndEnd('1');
    await keepAndEnd('2');
    await sessionStore.dismissEnded('1');
    expect((await endedSessionsItem.get()).map(({ id }) => id)).toEqual(['2']);
  });

  it('are removed when a session on the same conversation starts', async () => {
    await keepAndEnd('1', 'a');
    await keepAndEnd('2', 'b');
    await sessionStore.keepSession(storedSession('3', { conversationId: 'a' }));
    expect((await endedSessionsItem.get()).map(({ id }) => id)).toEqual(['2']);
  });
});

describe('join links in the store', () => {
  it('are kept per session and person', async () => {
    await Promise.all([
      sessionStore.keepJoinLink('s-1', 'a', link('1')),
      sessionStore.keepJoinLink('s-1', 'b', link('2')),
      sessionStore.keepJoinLink('s-2', 'a', link('3')),
    ]);
    const kept = (token: string) => ({ ...link(token), keptAt: NOW });
    expect(await sessionStore.joinLink('s-1', 'a')).toEqual(kept('1'));
    expect(await sessionStore.joinLink('s-2', 'a')).toEqual(kept('3'));
    expect(await sessionStore.joinLink('s-1', 'b')).toEqual(kept('2'));
    expect(await sessionStore.joinLink('s-2', 'b')).toBeNull();
  });

  it('never reach the disk', async () => {
    await sessionStore.keepJoinLink('s-1', 'a', link('1'));
    expect(await fakeBrowser.storage.local.get()).toEqual({});
  });
});

describe('sessions that show an agent’s screens', () => {
  const monitoring = { agentUserId: AGENT.userId, participantId: null, page: 'page-1' };
  const SCREEN = { service: 'screen' as const, monitoring };

  it('keep what the agent was told, and notes, when they are kept again', async () => {
    const pending = { state: 'pending' as const, at: null };
    await sessionStore.keepSession(storedSession('s-1', { ...SCREEN, agentNotice: pending }));
    expect(await sessionStore.noteAgentTold('s-1', { state: 'sent', at: NOW })).toBe(true);
    await sessionStore.addNote('s-1', { at: NOW, text: 'Seen' });
    await sessionStore.keepSession(storedSession('s-1', { ...SCREEN, agentNotice: pending }));
    expect(await sessionStore.session('s-1')).toMatchObject({
      agentNotice: { state: 'sent', at: NOW },
      notes: [{ at: NOW, text: 'Seen' }],
    });
  });

  it('say that they are gone when their agent has been told', async () => {
    expect(await sessionStore.noteAgentTold('s-1', { state: 'sent', at: NOW })).toBe(false);
  });

  it('remember that their page has stopped showing them, and why', async () => {
    await sessionStore.keepSession(storedSession('s-1', SCREEN));
    await sessionStore.keepSession(storedSession('s-2'));
    await sessionStore.noteStopped('s-1', 'no-picture');
    await sessionStore.noteStopped('s-2', 'no-picture');
    expect((await sessionStore.session('s-1'))?.monitoring).toEqual({ ...monitoring, stopped: 'no-picture' });
    expect(await sessionStore.session('s-2')).not.toHaveProperty('monitoring');
  });

  it('have as many notes as they may, and no more', async () => {
    const notes = Array.from({ length: MAX_NOTES }, (_, at) => ({ at, text: 'Note' }));
    await sessionStore.keepSession(storedSession('s-1', { ...SCREEN, notes }));
    expect(await sessionStore.addNote('s-1', { at: NOW, text: 'One more' })).toBe(false);
    expect((await sessionStore.session('s-1'))?.notes).toHaveLength(MAX_NOTES);
  });
});
