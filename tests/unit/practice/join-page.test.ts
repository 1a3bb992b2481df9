import { expect, it } from 'vitest';
import { assertJoinLinkOrigin } from '@/utils/cobrowse/join-link-origin';
import { joinPageOf, readPracticeLink } from '@/utils/practice/join-page';
import { PRACTICE_ORIGIN } from '@/utils/practice/model';

const PAGE = 'chrome-extension://abc/practice-session.html';
const LINK = `${PRACTICE_ORIGIN}/cobrowse/join?token=s~u`;

it('leads a link of the practice to the extension’s page, and any other where it says', () => {
  expect(joinPageOf(LINK, PAGE)).toBe(`${PAGE}?token=s~u`);
  for (const url of [
    'https://apps.mypurecloud.ie/cobrowse/join?token=s~u',
    'https://practice.invalid.evil.example/cobrowse/join?token=s~u',
    'http://practice.invalid/cobrowse/join?token=s~u',
  ])
    expect(joinPageOf(url, PAGE)).toBe(url);
});

const PRACTICE = { joinOrigin: PRACTICE_ORIGIN, appsOrigin: PRACTICE_ORIGIN };
const REAL = 'https://apps.mypurecloud.ie';

it('lets a link of the practice through the gate in practice only, and then no other', () => {
  expect(() => assertJoinLinkOrigin(LINK, PRACTICE)).not.toThrow();
  expect(() => assertJoinLinkOrigin(LINK, { joinOrigin: REAL, appsOrigin: REAL })).toThrow();
  expect(() => assertJoinLinkOrigin(`${REAL}/cobrowse/join?token=1`, PRACTICE)).toThrow();
  expect(() => assertJoinLinkOrigin(`${PAGE}?token=s~u`, PRACTICE)).toThrow();
});

it.each([
  ['?token=s-1~u-1', { sessionId: 's-1', userId: 'u-1' }],
  ['?token=s-1', null],
  ['?token=~u', null],
  ['', null],
])('reads %j', (search, link) => {
  expect(readPracticeLink(search)).toEqual(link);
});
