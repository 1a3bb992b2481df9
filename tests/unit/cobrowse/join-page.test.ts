import { describe, expect, it } from 'vitest';
import { isMarkedPageOf, isPageOf, markOf } from '@/utils/cobrowse/join-page';
import { CONVERSATION_ID, storedSession } from './fixtures';

const PAGES = {
  joinPage: 'https://apps.example.com/cobrowse/join',
  appsOrigin: 'https://apps.example.com',
  screensPage: 'chrome-extension://id/screens.html',
};
const LINK = `${PAGES.joinPage}?token=abc`;
const SESSION = storedSession('s-1', { pageMark: markOf(LINK) ?? '' });

describe('the page of a session', () => {
  it.each([
    ['the link that was opened', LINK, true],
    ['the same with a place in the page', `${LINK}#top`, true],
    ['the join page that took its token away', PAGES.joinPage, true],
    ['the page of another session', `${PAGES.joinPage}?token=def`, false],
    ['another page of the environment', 'https://apps.example.com/directory/', false],
    ['a page below it', `${PAGES.joinPage}/x?token=abc`, false],
    ['the same path elsewhere', 'https://evil.example/cobrowse/join?token=abc', false],
    ['another port', 'https://apps.example.com:8443/cobrowse/join?token=abc', false],
    ['another scheme', 'http://apps.example.com/cobrowse/join?token=abc', false],
    ['a host with a name in front', 'https://apps.example.com@evil.example/cobrowse/join?token=abc', false],
    ['no address', 'about:blank', false],
    ['nothing', '', false],
  ])('%s', (_what, address, expected) => {
    expect(isPageOf(SESSION, PAGES, address)).toBe(expected);
  });

  it('in a tab that was not stored is recognized only by its token', () => {
    expect(isMarkedPageOf(SESSION, PAGES, LINK)).toBe(true);
    expect(isMarkedPageOf(SESSION, PAGES, PAGES.joinPage)).toBe(false);
    const { pageMark: _, ...unmarked } = SESSION;
    expect(isMarkedPageOf(unmarked, PAGES, LINK)).toBe(false);
  });

  it('of the platform is the viewer of its conversation', () => {
    const session = storedSession('s-1', { service: 'platform' });
    const viewer = `https://apps.example.com/cobrowse-next/viewer.html?conversationId=${CONVERSATION_ID}`;
    for (const is of [isPageOf, isMarkedPageOf]) {
      expect(is(session, PAGES, viewer)).toBe(true);
      expect(is(session, PAGES, viewer.replace(CONVERSATION_ID, 'another'))).toBe(false);
      expect(is(session, PAGES, LINK)).toBe(false);
    }
  });

  it('in practice is the extension’s own', () => {
    const pages = { ...PAGES, joinPage: 'chrome-extension://abc/practice-session.html' };
    const link = `${pages.joinPage}?token=s-1~u-1`;
    const session = storedSession('s-1', { pageMark: markOf(link) ?? '' });
    expect(isPageOf(session, pages, link)).toBe(true);
    expect(isPageOf(session, pages, 'chrome-extension://abc/history.html?token=s-1~u-1')).toBe(false);
  });

  it('is marked without its token', () => {
    expect(markOf(LINK)).toMatch(/^[0-9a-f]{8}$/);
    expect(markOf(LINK)).not.toBe(markOf(`${PAGES.joinPage}?token=abd`));
    expect(markOf(PAGES.joinPage)).toBeNull();
    expect(markOf('no link')).toBeNull();
  });
});
