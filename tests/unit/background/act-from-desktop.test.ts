import { beforeEach, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { createBackground } from '@/utils/background/create-background';
import { noteConversationInView } from '@/utils/background/desktop-tabs';
import { createRequestHandlers } from '@/utils/background/request-handlers';
import { sessionsItem } from '@/utils/cobrowse/state';
import { buttonPlacesItem } from '@/utils/genesys-desktop/state';
import { CONVERSATION_ID, storedSession } from '../cobrowse/fixtures';
import { useSignedInBrowser } from './signed-in-browser';

const TAB = 7;
const OTHER = '7c9e6679-7425-40de-944b-e07fc1f90ae7';
const session = { ...storedSession('cbs-secret'), expiresAt: Date.now() + 600_000 };

let handlers: ReturnType<typeof createRequestHandlers>;

useSignedInBrowser();

beforeEach(async () => {
  await sessionsItem.set({ [session.id]: session });
  handlers = createRequestHandlers(createBackground());
});

it.each([
  ['a tab that shows another conversation', TAB, OTHER],
  ['a tab that shows none', TAB, null],
  ['no tab', null, CONVERSATION_ID],
])('ends nothing for %s', async (_what, tabId, inView) => {
  await noteConversationInView(TAB, inView);
  for (const action of ['end', 'invite'] as const)
    await expect(
      handlers['act-on-session']({ conversationId: CONVERSATION_ID, action }, tabId),
    ).rejects.toMatchObject({ failure: { code: 'invalid-message' } });
  expect(await sessionsItem.get()).toHaveProperty(session.id);
});

it('tells the page why an end or an invitation failed, without ids and links', async () => {
  await noteConversationInView(TAB, CONVERSATION_ID);
  for (const action of ['end', 'invite'] as const) {
    const message = await handlers['act-on-session']({ conversationId: CONVERSATION_ID, action }, TAB);
    expect(message?.title).toMatch(/\w/);
    expect(message?.recoveryAction).toBe('none');
    const told = JSON.stringify(message);
    for (const secret of [session.id, session.agent.userId, session.supervisorUserId, '/api/', 'http'])
      expect(told).not.toContain(secret);
  }
  expect(await sessionsItem.get()).toHaveProperty(session.id);
});

it('does nothing if the session has ended meanwhile', async () => {
  await noteConversationInView(TAB, CONVERSATION_ID);
  await sessionsItem.set({});
  expect(
    await handlers['act-on-session']({ conversationId: CONVERSATION_ID, action: 'end' }, TAB),
  ).toBeNull();
});

it('remembers where the button was moved on each screen, and only what was stored', async () => {
  const place = { x: 40, y: 60, fromRight: false, fromBottom: true };
  await handlers['note-button-place']({ route: 'interactions', place }, TAB);
  expect(await handlers['get-button-place']({ route: 'interactions' }, TAB)).toEqual({ anchors: [], place });
  for (const route of ['analytics/interactions', 'constructor', '__proto__'])
    expect(await handlers['get-button-place']({ route }, TAB)).toEqual({ anchors: [], place: null });
  await handlers['note-button-place']({ route: '__proto__', place }, TAB);
  expect(await handlers['get-button-place']({ route: 'interactions' }, TAB)).toEqual({ anchors: [], place });
});

it('notes screens without a place for the button, for the checks', async () => {
  await handlers['note-button-place']({ route: 'interactions', anchored: false }, TAB);
  expect(Object.keys((await buttonPlacesItem.get()).unanchored)).toEqual(['interactions']);
  await handlers['note-button-place']({ route: 'interactions', anchored: true }, TAB);
  expect((await buttonPlacesItem.get()).unanchored).toEqual({});
});

it('hands over the selectors of the organization', async () => {
  await fakeBrowser.storage.managed.set({ desktopAnchors: ['.their-bar', 'body{}'] });
  expect(await handlers['get-button-place']({ route: 'interactions' }, TAB)).toEqual({
    anchors: ['.their-bar'],
    place: null,
  });
});
