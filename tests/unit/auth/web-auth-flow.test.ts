import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { webAuthFlow } from '@/utils/auth/web-auth-flow';
import { type EnvironmentChoice, resolveEnvironment } from '@/utils/environment/environment';
import { failureOf } from '../failure-of';

const URL_OF_PAGE = 'https://login.mypurecloud.com/oauth/authorize?state=1';
const REDIRECT = 'https://abc.chromiumapp.org/?code=1';

/** The browser's part: answers or refuses as configured. */
function browserAnswers(outcome: string | undefined | Error) {
  return vi.spyOn(fakeBrowser.identity, 'launchWebAuthFlow').mockImplementation((async () => {
    if (outcome instanceof Error) throw outcome;
    return outcome;
  }) as never);
}

type HostAnswers = 'anything' | 'nothing' | 'too late';

/** The sign-in host's part, when it is asked whether it answers. */
function hostAnswers(how: HostAnswers) {
  const ask = vi.fn<typeof fetch>(async () => {
    if (how === 'anything') return new Response(null, { status: 503 });
    throw how === 'nothing' ? new TypeError('Failed to fetch') : new DOMException('late', 'TimeoutError');
  });
  vi.stubGlobal('fetch', ask);
  return ask;
}

beforeEach(() => {
  fakeBrowser.reset();
  hostAnswers('nothing');
});

afterEach(() => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
});

describe('webAuthFlow', () => {
  it('answers where the page redirected to', async () => {
    const launch = browserAnswers(REDIRECT);
    expect(await webAuthFlow.launch(URL_OF_PAGE, true)).toBe(REDIRECT);
    expect(launch).toHaveBeenCalledWith({ url: URL_OF_PAGE, interactive: true });
  });

  it('gives scripts of an invisible page time to redirect, where the browser is Chromium', async () => {
    vi.stubEnv('FIREFOX', '');
    const launch = browserAnswers(REDIRECT);
    await webAuthFlow.launch(URL_OF_PAGE, false);
    expect(launch).toHaveBeenCalledWith({
      url: URL_OF_PAGE,
      interactive: false,
      abortOnLoadForNonInteractive: false,
      timeoutMsForNonInteractive: 5000,
    });
  });

  it('does not pass Firefox an option that it does not know', async () => {
    vi.stubEnv('FIREFOX', 'true');
    const launch = browserAnswers(REDIRECT);
    await webAuthFlow.launch(URL_OF_PAGE, false);
    expect(launch).toHaveBeenCalledWith({ url: URL_OF_PAGE, interactive: false });
  });

  it.each([
    ['Chromium, window closed', 'The user did not approve access.', true, 'sign-in-canceled'],
    ['Firefox, window closed', 'User cancelled or denied access.', true, 'sign-in-canceled'],
    [
      'Chromium, screen needed',
      'User interaction required. Try setting abortOnLoadForNonInteractive',
      false,
      'signed-out',
    ],
    ['Firefox, screen needed', 'Requires user interaction', false, 'signed-out'],
    ['Chromium, page gone', 'Authorization page could not be loaded.', true, 'unreachable'],
    ['Chromium, page gone invisibly', 'Authorization page could not be loaded.', false, 'unreachable'],
    ['anything else', 'Something new', true, 'sign-in-failed'],
  ] as const)('knows what %s means', async (_what, message, interactive, code) => {
    browserAnswers(new Error(message));
    const failure = await failureOf(webAuthFlow.launch(URL_OF_PAGE, interactive));
    expect(failure.code).toBe(code);
    expect(JSON.stringify(failure)).not.toContain(message);
  });

  const NOT_LOADED = 'Authorization page could not be loaded.';
  const TOO_SLOW = 'Authorization page load timed out.';

  it.each<[string, string, boolean, HostAnswers, string]>([
    ['an error page, invisibly', NOT_LOADED, false, 'anything', 'signed-out'],
    ['an error page in a window', NOT_LOADED, true, 'anything', 'sign-in-page-failed'],
    ['a dropped connection, invisibly', NOT_LOADED, false, 'nothing', 'unreachable'],
    ['a dropped connection in a window', NOT_LOADED, true, 'nothing', 'unreachable'],
    ['a page that takes too long, invisibly', TOO_SLOW, false, 'anything', 'signed-out'],
    ['a host that takes too long, invisibly', TOO_SLOW, false, 'too late', 'timed-out'],
    ['a host that takes too long in a window', NOT_LOADED, true, 'too late', 'timed-out'],
  ])('tells %s apart by whether the host answers', async (_what, message, interactive, host, code) => {
    browserAnswers(new Error(message));
    hostAnswers(host);
    expect((await failureOf(webAuthFlow.launch(URL_OF_PAGE, interactive))).code).toBe(code);
  });

  it('does not ask the host where the browser’s sentence says enough', async () => {
    const ask = hostAnswers('anything');
    for (const message of [
      'User interaction required.',
      'Requires user interaction',
      'The user did not approve access.',
    ]) {
      browserAnswers(new Error(message));
      await failureOf(webAuthFlow.launch(URL_OF_PAGE, false));
    }
    expect(ask).not.toHaveBeenCalled();
  });

  it('requests the page anonymously, without any sign-in data, and names the redirect URI to check', async () => {
    browserAnswers(new Error(NOT_LOADED));
    const ask = hostAnswers('anything');
    const url = `${URL_OF_PAGE}&client_id=c&code_challenge=secret&redirect_uri=${encodeURIComponent('https://abc.chromiumapp.org/us_east_1')}`;
    expect(await failureOf(webAuthFlow.launch(url, true))).toEqual({
      code: 'sign-in-page-failed',
      subject: 'https://abc.chromiumapp.org/us_east_1',
    });
    expect(ask).toHaveBeenCalledExactlyOnceWith(
      'https://login.mypurecloud.com/oauth/authorize',
      expect.objectContaining({ credentials: 'omit', mode: 'no-cors', cache: 'no-store' }),
    );
  });

  it('treats a missing redirect as a canceled sign-in', async () => {
    browserAnswers(undefined);
    expect(await failureOf(webAuthFlow.launch(URL_OF_PAGE, true))).toEqual({ code: 'sign-in-canceled' });
  });

  it('has a redirect URI for each environment on the host that the browser keeps for the extension', () => {
    vi.spyOn(fakeBrowser.identity, 'getRedirectURL').mockImplementation(
      (path = '') => `https://abc.chromiumapp.org/${path}`,
    );
    const uriOf = (choice: EnvironmentChoice) => {
      const environment = resolveEnvironment(choice);
      return environment && webAuthFlow.redirectUri(environment);
    };
    expect(uriOf({ kind: 'region', region: 'eu_west_1' })).toBe('https://abc.chromiumapp.org/eu_west_1');
    expect(uriOf({ kind: 'custom', host: 'genesys.example.com:8443' })).toBe(
      'https://abc.chromiumapp.org/custom/genesys.example.com/8443',
    );
  });
});
