import { describe, expect, it } from 'vitest';
import { assertJoinLinkOrigin } from '@/utils/cobrowse/join-link-origin';
import { FailureError } from '@/utils/errors/failure';

const ORIGIN = 'https://apps.mypurecloud.com';

/** The code with which a link is refused, or `null` when it is let through. */
function refusal(url: string, origin = ORIGIN): string | null {
  try {
    assertJoinLinkOrigin(url, origin);
    return null;
  } catch (error) {
    return error instanceof FailureError ? error.failure.code : 'another error';
  }
}

describe('assertJoinLinkOrigin', () => {
  it('lets the join page of the environment through', () => {
    expect(refusal(`${ORIGIN}/cobrowse/join?token=t`)).toBeNull();
    expect(refusal('http://localhost:4000/cobrowse/join?token=t', 'http://localhost:4000')).toBeNull();
  });

  it.each([
    ['another host', 'https://evil.example/cobrowse/join?token=t'],
    ['a host that begins as ours', `${ORIGIN}.evil.example/cobrowse/join?token=t`],
    ['our host as user name', 'https://apps.mypurecloud.com@evil.example/cobrowse/join'],
    ['a user name on our host', 'https://dana@apps.mypurecloud.com/cobrowse/join?token=t'],
    ['a password on our host', 'https://:x@apps.mypurecloud.com/cobrowse/join?token=t'],
    ['our host with a dot at the end', 'https://apps.mypurecloud.com./cobrowse/join?token=t'],
    ['another page behind a backslash', `${ORIGIN}/cobrowse/join\\..\\..\\directory`],
    ['another scheme', 'http://apps.mypurecloud.com/cobrowse/join'],
    ['another port', `${ORIGIN}:8443/cobrowse/join`],
    ['another page', `${ORIGIN}/directory/`],
    ['another page by way of the join page', `${ORIGIN}/cobrowse/join/../../directory/`],
    ['a page below the join page', `${ORIGIN}/cobrowse/join/evil`],
    ['a script', 'javascript:alert(1)'],
    ['a data page', 'data:text/html,x'],
    ['a blob', `blob:${ORIGIN}/cobrowse/join`],
    ['no address', '/cobrowse/join?token=t'],
    ['nothing', ''],
  ])('refuses %s', (_what, url) => {
    expect(refusal(url)).toBe('unsafe-join-link');
  });
});
