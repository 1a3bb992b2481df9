import { describe, expect, it } from 'vitest';
import { identifySender, maySend, type Sender } from '@/utils/messaging/sender';

const OWN = {
  id: 'mflddamhjijplebmphbecmklngnfccco',
  origin: 'chrome-extension://mflddamhjijplebmphbecmklngnfccco',
};
const FIREFOX = {
  id: 'cobrowse@browser.extension',
  origin: 'moz-extension://6d9f1c2e-1111-4222-8333-444455556666',
};
const DESKTOP = 'https://apps.mypurecloud.com';

/** A page of the desktop as the browser describes it, with some fields changed. */
function desktopPage(changes: Partial<Sender> = {}): Sender {
  return {
    id: OWN.id,
    url: `${DESKTOP}/directory/#/analytics/interactions/1/admin`,
    origin: DESKTOP,
    frameId: 0,
    tab: { id: 7 },
    ...changes,
  };
}

describe('maySend', () => {
  it('lets the screens page send what every own page may, and no other page what only it may', () => {
    expect(maySend('screens-page', 'own-page')).toBe(true);
    expect(maySend('own-page', 'screens-page')).toBe(false);
    expect(maySend('desktop-page', 'screens-page')).toBe(false);
    expect(maySend('screens-page', 'desktop-page')).toBe(false);
    expect(maySend(null, 'own-page')).toBe(false);
  });
});

describe('identifySender', () => {
  it.each([
    ['in a frame', { frameId: 3, tab: { id: 8 } }, '/screens.html'],
    ['outside a tab', { frameId: 0 }, '/screens.html'],
    ['with another path', { frameId: 0, tab: { id: 8 } }, '/screens.html/x'],
  ])('does not take a page %s for the screens page', (_how, more, path) => {
    expect(identifySender({ id: OWN.id, url: `${OWN.origin}${path}`, ...more }, OWN, DESKTOP)).toBe(
      'own-page',
    );
  });

  it('knows the screens page, with a fragment too', () => {
    const sender = { id: OWN.id, url: `${OWN.origin}/screens.html#s-1`, frameId: 0, tab: { id: 8 } };
    expect(identifySender(sender, OWN, DESKTOP)).toBe('screens-page');
  });

  it.each<[string, Sender, typeof OWN]>([
    ['the popup', { id: OWN.id, url: `${OWN.origin}/popup.html` }, OWN],
    [
      'the options page in a tab',
      { id: OWN.id, url: `${OWN.origin}/options.html`, tab: { id: 3 }, frameId: 0 },
      OWN,
    ],
    ['a page of the extension in Firefox', { id: FIREFOX.id, url: `${FIREFOX.origin}/popup.html` }, FIREFOX],
  ])('knows %s as a page of our own', (_what, sender, own) => {
    expect(identifySender(sender, own, DESKTOP)).toBe('own-page');
  });

  it('knows our script in the top frame of the desktop', () => {
    expect(identifySender(desktopPage(), OWN, DESKTOP)).toBe('desktop-page');
  });

  it.each<[string, Sender]>([
    ['another extension', desktopPage({ id: 'aaaabbbbccccddddeeeeffffgggghhhh' })],
    [
      'another extension that names our page',
      { id: 'aaaabbbbccccddddeeeeffffgggghhhh', url: `${OWN.origin}/popup.html` },
    ],
    ['a web page, which has no id', { url: `${DESKTOP}/directory/`, tab: { id: 7 }, frameId: 0 }],
    ['somebody without an address', { id: OWN.id, tab: { id: 7 }, frameId: 0 }],
    ['an address that cannot be read', desktopPage({ url: 'not an address' })],
    ['a foreign origin', desktopPage({ url: 'https://evil.example/directory/' })],
    [
      'a look-alike host that begins as ours',
      desktopPage({ url: 'https://apps.mypurecloud.com.evil.example/directory/' }),
    ],
    [
      'a look-alike host that ends as ours',
      desktopPage({ url: 'https://evil-apps.mypurecloud.com/directory/' }),
    ],
    ['our host as a user name', desktopPage({ url: 'https://apps.mypurecloud.com@evil.example/directory/' })],
    ['our host in the path', desktopPage({ url: 'https://evil.example/apps.mypurecloud.com/directory/' })],
    ['another region', desktopPage({ url: 'https://apps.mypurecloud.ie/directory/' })],
    ['another port', desktopPage({ url: 'https://apps.mypurecloud.com:8443/directory/' })],
    ['plain http', desktopPage({ url: 'http://apps.mypurecloud.com/directory/' })],
    ['a page of the host that is not the desktop', desktopPage({ url: `${DESKTOP}/cobrowse/join?token=1` })],
    ['a path that only begins as the desktop', desktopPage({ url: `${DESKTOP}/directory-of-evil/` })],
    ['a frame inside the desktop', desktopPage({ frameId: 4 })],
    ['a frame nobody knows', { id: OWN.id, url: `${DESKTOP}/directory/`, tab: { id: 7 } }],
    ['a page without a tab', desktopPage({ tab: undefined })],
    ['our extension id as a host of the web', desktopPage({ url: `https://${OWN.id}/popup.html` })],
    ['a look-alike of our origin', { id: OWN.id, url: `${OWN.origin}.evil.example/popup.html` }],
    ['a blob of the desktop', desktopPage({ url: `blob:${DESKTOP}/directory/1` })],
    ['a blank page', desktopPage({ url: 'about:blank' })],
  ])('refuses %s', (_what, sender) => {
    expect(identifySender(sender, OWN, DESKTOP)).toBeNull();
  });

  it('refuses every desktop while no environment is configured', () => {
    expect(identifySender(desktopPage(), OWN, null)).toBeNull();
  });

  it('goes by the address and not by the origin field', () => {
    const forged = desktopPage({ url: 'https://evil.example/directory/', origin: DESKTOP });
    expect(identifySender(forged, OWN, DESKTOP)).toBeNull();
  });
});
