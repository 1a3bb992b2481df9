import { beforeEach, describe, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { createStartBook } from '@/utils/cobrowse/start-book';
import { BEGINNING, type KeptState } from '@/utils/cobrowse/start-machine';
import { startsItem } from '@/utils/cobrowse/state';
import { CONVERSATION_ID, NOW, newStart } from './fixtures';

// The real store of the extension: what the book writes must pass its schema.
const book = createStartBook(startsItem);
const OPENING: KeptState = { phase: 'running', step: 'opening', tries: 1, sessionId: 's-1' };

beforeEach(() => fakeBrowser.reset());

describe('starts in the book', () => {
  it('begin with checking and reach their steps', async () => {
    await book.begin(newStart());
    expect(await book.of(CONVERSATION_ID)).toEqual({
      ...newStart(),
      state: BEGINNING,
    });
    await book.reach(CONVERSATION_ID, OPENING);
    expect((await book.of(CONVERSATION_ID))?.state).toEqual(OPENING);
    await book.reach(CONVERSATION_ID, { phase: 'done' });
    expect(await book.of(CONVERSATION_ID)).toBeNull();
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
    await book.begin(newStart());
    await book.reach(CONVERSATION_ID, { phase: 'waiting', failure });
    expect((await book.of(CONVERSATION_ID))?.state).toEqual({ phase: 'waiting', failure });
    await book.fail(newStart(), failure);
    expect((await book.of(CONVERSATION_ID))?.state).toEqual({ phase: 'failed', failure });
  });

  it('learn whom they are about', async () => {
    await book.begin(newStart());
    await book.name(CONVERSATION_ID, 'Amelia Hart');
    expect((await book.of(CONVERSATION_ID))?.customerName).toBe('Amelia Hart');
  });

  it('that were forgotten are not written again by a step that comes late', async () => {
    await book.begin(newStart());
    await book.forget(CONVERSATION_ID);
    await book.reach(CONVERSATION_ID, OPENING);
    await book.name(CONVERSATION_ID, 'Amelia Hart');
    expect(await book.all()).toEqual([]);
  });

  it('that failed while their last step was being recorded keep the failure', async () => {
    await book.begin(newStart());
    await book.reach(CONVERSATION_ID, OPENING);
    await book.fail(newStart(), { code: 'join-token-expired' });
    await book.reach(CONVERSATION_ID, { phase: 'done' });
    expect((await book.of(CONVERSATION_ID))?.state).toMatchObject({ phase: 'failed' });
  });

  it('of several conversations do not disturb each other', async () => {
    const ids = ['a', 'b', 'c'];
    await Promise.all(ids.map((conversationId) => book.begin(newStart({ conversationId }))));
    await Promise.all([book.forget('a'), book.reach('b', OPENING)]);
    expect((await book.all()).map(({ conversationId, state }) => [conversationId, state])).toEqual([
      ['b', OPENING],
      ['c', BEGINNING],
    ]);
  });
});
