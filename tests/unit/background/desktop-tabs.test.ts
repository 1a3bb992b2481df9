import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import {
  conversationInTab,
  noteConversationInView,
  pushToDesktopTabs,
} from '@/utils/background/desktop-tabs';
import { desktopTabsItem } from '@/utils/background/state';

const A = '0b7c3f1e-9a2d-4c5b-8e6f-1a2b3c4d5e6f';
const B = '99999999-9a2d-4c5b-8e6f-1a2b3c4d5e6f';
const ORIGIN = 'https://apps.mypurecloud.com';
const HOME = `${ORIGIN}/directory/#/engage/workspace`;

beforeEach(() => {
  fakeBrowser.reset();
});

describe('the conversation in view', () => {
  it('is kept per tab until the tab shows another or none', async () => {
    await Promise.all([noteConversationInView(1, A), noteConversationInView(2, B)]);
    expect(await desktopTabsItem.get()).toEqual({ 1: A, 2: B });
    await noteConversationInView(1, B);
    await noteConversationInView(2, null);
    expect(await desktopTabsItem.get()).toEqual({ 1: B });
  });

  it('of a tab is told by its address and by its page, each for itself', async () => {
    await noteConversationInView(7, A);
    const routed = `${ORIGIN}/directory/#/analytics/interactions/${B}/admin`;
    expect(await conversationInTab({ id: 7, url: routed }, ORIGIN)).toEqual({
      byAddress: B,
      byPage: A,
    });
    expect(await conversationInTab({ id: 7, url: HOME }, ORIGIN)).toEqual({ byAddress: null, byPage: A });
    expect(await conversationInTab({ id: 8, url: HOME }, ORIGIN)).toEqual({ byAddress: null, byPage: null });
    expect(await conversationInTab({ url: HOME }, ORIGIN)).toEqual({ byAddress: null, byPage: null });
  });

  it.each([
    [
      'a tab that has gone elsewhere',
      { id: 7, url: `https://evil.example/directory/#/analytics/interactions/${A}` },
      ORIGIN,
    ],
    ['a tab whose address is hidden', { id: 7 }, ORIGIN],
    ['any tab while no environment is configured', { id: 7, url: HOME }, null],
    ['a blank tab', { id: 7, url: 'about:blank' }, ORIGIN],
  ])('is none for %s', async (_what, tab, origin) => {
    await noteConversationInView(7, A);
    expect(await conversationInTab(tab, origin)).toBeNull();
  });
});

describe('pushToDesktopTabs', () => {
  const idle = async (conversationId: string) => ({ conversationId, phase: 'idle' as const });
  const desktop = async () => ORIGIN;
  /** The tabs that are open, by id, with the address that each shows now. */
  const openTabs = (urls: Record<number, string | undefined>) =>
    vi.spyOn(fakeBrowser.tabs, 'get').mockImplementation((async (id: number) => {
      if (!(id in urls)) throw new Error(`No tab with id: ${id}`);
      return { id, url: urls[id] };
    }) as never);

  /** What is sent to tabs from now on: to which tab, as which message, to which frame. */
  function watchTold() {
    const send = vi.spyOn(fakeBrowser.tabs, 'sendMessage').mockResolvedValue(undefined as never);
    return () => send.mock.calls as unknown[][];
  }

  it('tells each tab of its own conversation, in its top frame only', async () => {
    const told = watchTold();
    openTabs({ 1: HOME, 2: HOME });
    await Promise.all([noteConversationInView(1, A), noteConversationInView(2, B)]);
    await pushToDesktopTabs(idle, desktop);
    const changed = (conversationId: string) =>
      expect.objectContaining({ type: 'desktop-view-changed', data: { conversationId, phase: 'idle' } });
    expect(told()).toEqual([
      [1, changed(A), { frameId: 0 }],
      [2, changed(B), { frameId: 0 }],
    ]);
  });

  it('forgets a tab that is gone, sends it nothing and still tells the others', async () => {
    const told = watchTold();
    openTabs({ 2: HOME });
    await Promise.all([noteConversationInView(1, A), noteConversationInView(2, B)]);
    await pushToDesktopTabs(idle, desktop);
    expect(await desktopTabsItem.get()).toEqual({ 2: B });
    expect(told().map(([tabId]) => tabId)).toEqual([2]);
  });

  it.each([
    ['another origin', 'https://evil.example/directory/'],
    ['another page of the same host', `${ORIGIN}/cobrowse/join?token=1`],
    ['an address that is hidden', undefined],
  ])('says nothing to a tab that shows %s now', async (_what, url) => {
    const told = watchTold();
    openTabs({ 1: url });
    await noteConversationInView(1, A);
    await pushToDesktopTabs(idle, desktop);
    expect(told()).toEqual([]);
  });

  it('says nothing to a tab that goes elsewhere while its view is put together', async () => {
    const told = watchTold();
    const shows: Record<number, string> = { 1: HOME };
    openTabs(shows);
    await noteConversationInView(1, A);
    const slow = async (conversationId: string) => {
      shows[1] = 'https://evil.example/directory/';
      return await idle(conversationId);
    };
    await pushToDesktopTabs(slow, desktop);
    expect(told()).toEqual([]);
  });

  it('tells the others where the page of one does not listen', async () => {
    const send = vi.spyOn(fakeBrowser.tabs, 'sendMessage');
    send.mockImplementation((async (id: number) => {
      if (id === 1) throw new Error('Could not establish connection. Receiving end does not exist.');
    }) as never);
    openTabs({ 1: HOME, 2: HOME });
    await Promise.all([noteConversationInView(1, A), noteConversationInView(2, B)]);
    await pushToDesktopTabs(idle, desktop);
    expect(send.mock.calls.map(([tabId]) => tabId)).toEqual([1, 2]);
  });

  it('asks for no view while no conversation is in view', async () => {
    const viewOf = vi.fn(idle);
    await pushToDesktopTabs(viewOf, desktop);
    expect(viewOf).not.toHaveBeenCalled();
  });
});
