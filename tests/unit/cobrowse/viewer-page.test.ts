import { describe, expect, it } from 'vitest';
import { isViewerOf, viewerLanguage, viewerUrl } from '@/utils/cobrowse/viewer-page';

const APPS = 'https://apps.mypurecloud.de';

describe('the viewer’s language', () => {
  it.each([
    ['de', 'de'],
    ['de-AT', 'de'],
    ['en-US', 'en-us'],
    ['en-GB', 'en-us'],
    ['en', 'en-us'],
    ['pt-BR', 'pt-br'],
    ['pt-PT', 'pt-pt'],
    ['zh_CN', 'zh-cn'],
    ['nb-NO', 'no'],
    ['cy', 'en-us'],
    ['', 'en-us'],
  ])('for %j is %s', (browser, viewer) => {
    expect(viewerLanguage(browser)).toBe(viewer);
  });
});

describe('the viewer’s address', () => {
  it('is on the environment’s apps and names the conversation, whatever that contains', () => {
    expect(viewerUrl(APPS, 'c-1', 'de')).toBe(`${APPS}/cobrowse-next/viewer.html?conversationId=c-1&lang=de`);
    expect(new URL(viewerUrl(APPS, '../&x=#', 'de')).pathname).toBe('/cobrowse-next/viewer.html');
  });

  it.each([
    ['in another language', 'C-1', `${APPS}/cobrowse-next/viewer.html?lang=fr&conversationId=c-1#x`, true],
    ['of another conversation', 'c-2', viewerUrl(APPS, 'c-1', 'de'), false],
    ['on another origin', 'c-1', viewerUrl('https://evil.example', 'c-1', 'de'), false],
    ['that is another page', 'c-1', `${APPS}/directory/?conversationId=c-1`, false],
    ['that is none', 'c-1', '', false],
  ])('%s: of %s, %s is that viewer: %s', (_what, conversationId, url, is) => {
    expect(isViewerOf(conversationId, APPS, url)).toBe(is);
  });
});
