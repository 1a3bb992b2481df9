import { describe, expect, it } from 'vitest';
import { assertJoinLinkOrigin } from '@/utils/cobrowse/join-link-origin';
import { FailureError } from '@/utils/errors/failure';

const ORIGIN = 'https://apps.mypurecloud.com';

/** The code with which a link is refused, or `null` when it is let through. */
function refusal(url: string, joinOrigin = ORIGIN, appsOrigin = joinOrigin): string | null {
  try {
    assertJoinLinkOrigin(url, { joinOrigin, appsOrigin });
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

  it('lets the viewer of the environment through, each page on its own origin', () => {
    const viewer = '/cobrowse-next/viewer.html?conversationId=c&lang=en-us';
    expect(refusal(`${ORIGIN}${viewer}`)).toBeNull();
    const join = 'https://join.example.com';
    expect(refusal(`${ORIGIN}${viewer}`, join, ORIGIN)).toBeNull();
    expect(refusal(`${join}${viewer}`, join, ORIGIN)).toBe('unsafe-join-link');
    expect(refusal(`${ORIGIN}/cobrowse/join?token=t`, join, ORIGIN)).toBe('unsafe-join-link');
  });

  it.each([
    ['a viewer on another host', 'https://evil.example/cobrowse-next/viewer.html?conversationId=c'],
    ['the folder of the viewer', `${ORIGIN}/cobrowse-next/`],
    ['another page beside the viewer', `${ORIGIN}/cobrowse-next/sharer.html`],
    ['another page by way of the viewer', `${ORIGIN}/cobrowse-next/viewer.html/../../directory/`],
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
