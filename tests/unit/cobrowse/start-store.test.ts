import { beforeEach, describe, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { BEGINNING, type KeptState } from '@/utils/cobrowse/start-states';
import { createStartStore } from '@/utils/cobrowse/start-store';
import { startsItem } from '@/utils/cobrowse/state';
import { CONVERSATION_ID, NOW, newStart } from './fixtures';

// The real store of the extension: what the store writes must pass its schema.
const sessionStore = createStartStore(startsItem);
const OPENING: KeptState = { phase: 'running', step: 'opening', tries: 1, sessionId: 's-1' };

beforeEach(() => fakeBrowser.reset());

describe('starts in the store', () => {
  it('begin with checking and record their steps', async () => {
    await sessionStore.begin(newStart());
    expect(await sessionStore.of(CONVERSATION_ID)).toEqual({
      ...newStart(),
      state: BEGINNING,
    });
    await sessionStore.reach(CONVERSATION_ID, OPENING);
    expect((await sessionStore.of(CONVERSATION_ID))?.state).toEqual(OPENING);
    await sessionStore.reach(CONVERSATION_ID, { phase: 'done' });
    expect(await sessionStore.of(CONVERSATION_ID)).toBeNull();
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
    await sessionStore.begin(newStart());
    await sessionStore.reach(CONVERSATION_ID, { phase: 'waiting', failure });
    expect((await sessionStore.of(CONVERSATION_ID))?.state).toEqual({ phase: 'waiting', failure });
    await sessionStore.fail(newStart(), failure);
    expect((await sessionStore.of(CONVERSATION_ID))?.state).toEqual({ phase: 'failed', failure });
  });

  it('get the customer’s name', async () => {
    await sessionStore.begin(newStart());
    await sessionStore.name(CONVERSATION_ID, 'Amelia Hart');
    expect((await sessionStore.of(CONVERSATION_ID))?.customerName).toBe('Amelia Hart');
  });

  it('that were forgotten are not written again by a step that comes late', async () => {
    await sessionStore.begin(newStart());
    await sessionStore.forget(CONVERSATION_ID);
    await sessionStore.reach(CONVERSATION_ID, OPENING);
    await sessionStore.name(CONVERSATION_ID, 'Amelia Hart');
    expect(await sessionStore.all()).toEqual([]);
  });

  it('that failed while their last step was being recorded keep the failure', async () => {
    await sessionStore.begin(newStart());
    await sessionStore.reach(CONVERSATION_ID, OPENING);
    await sessionStore.fail(newStart(), { code: 'join-token-expired' });
    await sessionStore.reach(CONVERSATION_ID, { phase: 'done' });
    expect((await sessionStore.of(CONVERSATION_ID))?.state).toMatchObject({ phase: 'failed' });
  });

  it('of several conversations do not disturb each other', async () => {
    const ids = ['a', 'b', 'c'];
    await Promise.all(ids.map((conversationId) => sessionStore.begin(newStart({ conversationId }))));
    await Promise.all([sessionStore.forget('a'), sessionStore.reach('b', OPENING)]);
    expect((await sessionStore.all()).map(({ conversationId, state }) => [conversationId, state])).toEqual([
      ['b', OPENING],
      ['c', BEGINNING],
    ]);
  });
});
