import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { conversationInTab, noteConversationInView, pushToDesktopTabs } from '@/utils/app/desktop-tabs';
import { messenger } from '@/utils/messaging/messenger';
import { desktopTabsItem } from '@/utils/storage/items';

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

  it('tells each tab of its own conversation', async () => {
    const send = vi.spyOn(messenger, 'sendMessage').mockResolvedValue(undefined as never);
    vi.spyOn(fakeBrowser.tabs, 'get').mockImplementation((async (id: number) => ({ id })) as never);
    await Promise.all([noteConversationInView(1, A), noteConversationInView(2, B)]);
    await pushToDesktopTabs(idle);
    expect(send.mock.calls).toEqual([
      ['desktop-view-changed', { conversationId: A, phase: 'idle' }, 1],
      ['desktop-view-changed', { conversationId: B, phase: 'idle' }, 2],
    ]);
  });

  it('forgets a tab that is gone, sends it nothing and still tells the others', async () => {
    const send = vi.spyOn(messenger, 'sendMessage').mockResolvedValue(undefined as never);
    vi.spyOn(fakeBrowser.tabs, 'get').mockImplementation((async (id: number) => {
      if (id === 1) throw new Error('No tab with id: 1');
      return { id };
    }) as never);
    await Promise.all([noteConversationInView(1, A), noteConversationInView(2, B)]);
    await pushToDesktopTabs(idle);
    expect(await desktopTabsItem.get()).toEqual({ 2: B });
    expect(send.mock.calls.map(([, , tabId]) => tabId)).toEqual([2]);
  });

  it('asks for no view while no conversation is in view', async () => {
    const viewOf = vi.fn(idle);
    await pushToDesktopTabs(viewOf);
    expect(viewOf).not.toHaveBeenCalled();
  });
});
