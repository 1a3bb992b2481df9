import { beforeEach, describe, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { createSessionBook } from '@/utils/cobrowse/session-book';
import { joinLinksItem, sessionsItem, startsItem } from '@/utils/storage/items';
import { AGENT, bookedSession, CONVERSATION_ID, MINUTE, NOW, newStart } from './fixtures';

let now: number;

// The real shelves of the extension: what the book writes must pass their schemas.
const book = createSessionBook({
  sessions: sessionsItem,
  starts: startsItem,
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

describe('starts in the book', () => {
  it('begin with checking and reach their steps', async () => {
    await book.beginStart(newStart());
    expect(await book.start(CONVERSATION_ID)).toEqual({
      ...newStart(),
      state: { phase: 'running', step: 'checking' },
    });
    await book.reach(CONVERSATION_ID, 'opening');
    expect((await book.start(CONVERSATION_ID))?.state).toEqual({ phase: 'running', step: 'opening' });
  });

  it('wait or fail with everything the failure says', async () => {
    const failure = {
      code: 'rate-limited',
      subject: 'x',
      apiMessage: 'm',
      call: 'GET /x',
      status: 429,
      correlationId: 'c',
      retryAt: NOW,
      fieldPath: 'f',
    } as const;
    await book.beginStart(newStart());
    await book.suspend(CONVERSATION_ID, failure);
    expect((await book.start(CONVERSATION_ID))?.state).toEqual({ phase: 'waiting', failure });
    await book.failStart(CONVERSATION_ID, failure);
    expect((await book.start(CONVERSATION_ID))?.state).toEqual({ phase: 'failed', failure });
  });

  it('learn whom they are about', async () => {
    await book.beginStart(newStart());
    await book.nameStart(CONVERSATION_ID, 'Amelia Hart');
    expect((await book.start(CONVERSATION_ID))?.customerName).toBe('Amelia Hart');
  });

  it('that were forgotten are not written again by a step that comes late', async () => {
    await book.beginStart(newStart());
    await book.forgetStart(CONVERSATION_ID);
    await book.reach(CONVERSATION_ID, 'opening');
    await book.nameStart(CONVERSATION_ID, 'Amelia Hart');
    await book.failStart(CONVERSATION_ID, { code: 'no-agent' });
    expect(await book.starts()).toEqual([]);
  });

  it('of several conversations do not disturb each other', async () => {
    const ids = ['a', 'b', 'c'];
    await Promise.all(ids.map((conversationId) => book.beginStart(newStart({ conversationId }))));
    await Promise.all([book.forgetStart('a'), book.reach('b', 'creating')]);
    expect((await book.starts()).map(({ conversationId, state }) => [conversationId, state])).toEqual([
      ['b', { phase: 'running', step: 'creating' }],
      ['c', { phase: 'running', step: 'checking' }],
    ]);
  });
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

  it('are not there any more from the moment their time is over', async () => {
    await book.keepSession(bookedSession('s-1', { expiresAt: NOW + 1 }));
    expect(await book.sessions()).toHaveLength(1);
    now = NOW + 1;
    expect(await book.sessions()).toEqual([]);
    expect(await book.session('s-1')).toBeNull();
    expect(await book.sessionOf(CONVERSATION_ID)).toBeNull();
  });

  it('whose time is over are dropped with their links, the others stay', async () => {
    await book.keepSession(bookedSession('over', { expiresAt: NOW + MINUTE }));
    await book.keepSession(bookedSession('live', { expiresAt: NOW + 10 * MINUTE }));
    await book.keepJoinLink('over', AGENT.userId, link('1'));
    await book.keepJoinLink('live', AGENT.userId, link('2'));
    now = NOW + 2 * MINUTE;
    await book.dropExpired();
    expect(Object.keys(await sessionsItem.get())).toEqual(['live']);
    expect(Object.keys(await joinLinksItem.get())).toEqual(['live']);
  });

  it('that are forgotten take their links with them', async () => {
    await book.keepSession(bookedSession('s-1'));
    await book.keepJoinLink('s-1', AGENT.userId, link('1'));
    await book.forgetSession('s-1');
    expect(await sessionsItem.get()).toEqual({});
    expect(await book.joinLink('s-1', AGENT.userId)).toBeNull();
  });

  it('that are gone get no tab', async () => {
    await book.setTab('s-1', 7);
    expect(await sessionsItem.get()).toEqual({});
  });
});

describe('join links in the book', () => {
  it('are kept per session and person', async () => {
    await Promise.all([
      book.keepJoinLink('s-1', 'a', link('1')),
      book.keepJoinLink('s-1', 'b', link('2')),
      book.keepJoinLink('s-2', 'a', link('3')),
    ]);
    expect(await book.joinLink('s-1', 'a')).toEqual(link('1'));
    expect(await book.joinLink('s-1', 'b')).toEqual(link('2'));
    expect(await book.joinLink('s-2', 'a')).toEqual(link('3'));
    expect(await book.joinLink('s-2', 'b')).toBeNull();
  });

  it('never reach the disk', async () => {
    await book.keepJoinLink('s-1', 'a', link('1'));
    expect(await fakeBrowser.storage.local.get()).toEqual({});
  });
});
