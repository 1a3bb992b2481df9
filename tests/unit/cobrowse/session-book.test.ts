import { beforeEach, describe, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { createSessionBook } from '@/utils/cobrowse/session-book';
import { endedSessionsItem, joinLinksItem, sessionsItem } from '@/utils/cobrowse/state';
import { AGENT, bookedSession, CONVERSATION_ID, MINUTE, NOW } from './fixtures';

let now: number;

// The real stores of the extension: what the book writes must pass their schemas.
const book = createSessionBook({
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

describe('sessions in the book', () => {
  it('are found by id and by conversation', async () => {
    await book.keepSession(bookedSession('s-1'));
    expect(await book.session('s-1')).toEqual(bookedSession('s-1'));
    expect(await book.sessionOf(CONVERSATION_ID)).toEqual(bookedSession('s-1'));
    expect(await book.session('s-2')).toBeNull();
    expect(await book.sessionOf('other')).toBeNull();
  });

  it('keep the tab they have when they are kept again without one', async () => {
    await book.keepSession(bookedSession('s-1', { tabId: 7 }));
    expect(await book.keepSession(bookedSession('s-1', { customerName: 'B' }))).toMatchObject({
      tabId: 7,
      customerName: 'B',
    });
    await book.setTab('s-1', null);
    expect((await book.session('s-1'))?.tabId).toBeNull();
  });

  it('that were made here stay so, with the code of their offer, when they are found again', async () => {
    const offer = { joinCode: '123456', endsAt: NOW + MINUTE, by: 'message' as const };
    await book.keepSession(bookedSession('s-1', { joinedExisting: false, offer }));
    const unnamed = { joinCode: null, endsAt: null, by: 'other' as const };
    expect(
      await book.keepSession(bookedSession('s-1', { joinedExisting: true, offer: unnamed })),
    ).toMatchObject({ joinedExisting: false, offer });
    // Accepted meanwhile.
    expect(await book.keepSession(bookedSession('s-1', { joinedExisting: true }))).not.toHaveProperty(
      'offer',
    );
  });

  it('are not there any more from the moment their time is over', async () => {
    await book.keepSession(bookedSession('s-1', { expiresAt: NOW + 1 }));
    expect(await book.sessions()).toHaveLength(1);
    now = NOW + 1;
    expect(await book.sessions()).toEqual([]);
    expect(await book.session('s-1')).toBeNull();
    expect(await book.sessionOf(CONVERSATION_ID)).toBeNull();
  });

  it('whose time is over wait to be ended for it', async () => {
    await book.keepSession(bookedSession('over', { expiresAt: NOW + MINUTE }));
    await book.keepSession(bookedSession('live', { expiresAt: NOW + 10 * MINUTE }));
    now = NOW + 2 * MINUTE;
    expect((await book.overdueSessions()).map(({ id }) => id)).toEqual(['over']);
    await book.endSession('over', 'time-limit');
    expect(await book.overdueSessions()).toEqual([]);
    expect(Object.keys(await sessionsItem.get())).toEqual(['live']);
  });

  it('that end take their links with them, the others keep theirs', async () => {
    await book.keepSession(bookedSession('s-1'));
    await book.keepSession(bookedSession('s-2'));
    await book.keepJoinLink('s-1', AGENT.userId, link('1'));
    await book.keepJoinLink('s-2', AGENT.userId, link('2'));
    expect(await book.endSession('s-1', 'left')).toEqual(bookedSession('s-1'));
    expect(Object.keys(await sessionsItem.get())).toEqual(['s-2']);
    expect(Object.keys(await joinLinksItem.get())).toEqual(['s-2']);
  });

  it('end once: of several who find out, one gets the session', async () => {
    await book.keepSession(bookedSession('s-1'));
    const ends = await Promise.all([
      book.endSession('s-1', 'conversation-over'),
      book.endSession('s-1', 'conversation-over'),
    ]);
    expect(ends.filter(Boolean)).toHaveLength(1);
    expect(await book.endSession('s-1', 'conversation-over')).toBeNull();
    expect(await endedSessionsItem.get()).toHaveLength(1);
  });

  it('that are gone get no tab', async () => {
    await book.setTab('s-1', 7);
    expect(await sessionsItem.get()).toEqual({});
  });
});

describe('notices of sessions that ended', () => {
  const keepAndEnd = async (id: string, conversationId = id) => {
    await book.keepSession(bookedSession(id, { conversationId }));
    await book.endSession(id, 'ended-elsewhere');
  };

  it('say with whom, about whom, how and when, and nothing else', async () => {
    await book.keepSession(bookedSession('s-1', { tabId: 7 }));
    await book.keepJoinLink('s-1', AGENT.userId, link('1'));
    now = NOW + MINUTE;
    await book.endSession('s-1', 'conversation-over');
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

  it('are not made of what the user did and saw', async () => {
    await book.keepSession(bookedSession('s-1'));
    await book.endSession('s-1', 'ended-by-you');
    expect(await endedSessionsItem.get()).toEqual([]);
  });

  it('tell the time of the limit, however late it was found', async () => {
    await book.keepSession(bookedSession('s-1', { expiresAt: NOW + MINUTE }));
    now = NOW + 60 * MINUTE;
    await book.endSession('s-1', 'time-limit');
    expect(await endedSessionsItem.get()).toMatchObject([{ endedAt: NOW + MINUTE }]);
  });

  it('are the last five, newest first', async () => {
    for (const id of ['1', '2', '3', '4', '5', '6']) await keepAndEnd(id);
    expect((await endedSessionsItem.get()).map(({ id }) => id)).toEqual(['6', '5', '4', '3', '2']);
  });

  it('can be dismissed', async () => {
    await keepAndEnd('1');
    await keepAndEnd('2');
    await book.dismissEnded('1');
    expect((await endedSessionsItem.get()).map(({ id }) => id)).toEqual(['2']);
  });

  it('go when somebody is in a session on the same conversation again', async () => {
    await keepAndEnd('1', 'a');
    await keepAndEnd('2', 'b');
    await book.keepSession(bookedSession('3', { conversationId: 'a' }));
    expect((await endedSessionsItem.get()).map(({ id }) => id)).toEqual(['2']);
  });
});

describe('join links in the book', () => {
  it('are kept per session and person', async () => {
    await Promise.all([
      book.keepJoinLink('s-1', 'a', link('1')),
      book.keepJoinLink('s-1', 'b', link('2')),
      book.keepJoinLink('s-2', 'a', link('3')),
    ]);
    const kept = (token: string) => ({ ...link(token), keptAt: NOW });
    expect(await book.joinLink('s-1', 'a')).toEqual(kept('1'));
    expect(await book.joinLink('s-2', 'a')).toEqual(kept('3'));
    expect(await book.joinLink('s-1', 'b')).toEqual(kept('2'));
    expect(await book.joinLink('s-2', 'b')).toBeNull();
  });

  it('never reach the disk', async () => {
    await book.keepJoinLink('s-1', 'a', link('1'));
    expect(await fakeBrowser.storage.local.get()).toEqual({});
  });
});
