import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { watchPresence } from '@/utils/messaging/page-presence';

const OWN = { id: 'our-extension', origin: 'chrome-extension://our-extension' };

/** A port as the browser describes it, noted when it is closed. */
function portFrom(sender: object, name = 'page-open') {
  const leaving: (() => void)[] = [];
  return {
    name,
    sender,
    disconnect: vi.fn(),
    onDisconnect: { addListener: vi.fn((listener: () => void) => leaving.push(listener)) },
    leave: () => {
      for (const listener of leaving) listener();
    },
  };
}

const ownPage = () => portFrom({ id: OWN.id, url: `${OWN.origin}/popup.html` });
const onLastPageClosed = vi.fn();
let connect: (port: ReturnType<typeof portFrom>) => void;

beforeEach(() => {
  fakeBrowser.reset();
  onLastPageClosed.mockReset();
  const addListener = vi.fn();
  vi.spyOn(fakeBrowser.runtime.onConnect, 'addListener').mockImplementation(addListener);
  watchPresence(OWN, onLastPageClosed);
  connect = addListener.mock.calls[0]?.[0];
});

describe('presence ports', () => {
  it('of our own pages stay open, and the last one to close triggers the callback', () => {
    const [popup, options] = [ownPage(), ownPage()];
    connect(popup);
    connect(options);
    popup.leave();
    expect(onLastPageClosed).not.toHaveBeenCalled();
    options.leave();
    expect(onLastPageClosed).toHaveBeenCalledTimes(1);
    expect(popup.disconnect).not.toHaveBeenCalled();
  });

  it.each([
    [
      'our script in a web page',
      { id: OWN.id, url: 'https://apps.mypurecloud.com/directory/', tab: { id: 7 } },
    ],
    ['our script in a page that names our origin', { id: OWN.id, url: `https://evil.example/${OWN.origin}` }],
    ['another extension', { id: 'another', url: 'chrome-extension://another/page.html' }],
    ['another extension that names our page', { id: 'another', url: `${OWN.origin}/popup.html` }],
    ['nobody', {}],
  ])('of %s are closed at once and count for nothing', (_who, sender) => {
    const own = ownPage();
    connect(own);
    const strangers = Array.from({ length: 10_000 }, () => portFrom(sender));
    for (const port of strangers) connect(port);
    for (const port of strangers) {
      expect(port.disconnect).toHaveBeenCalledTimes(1);
      expect(port.onDisconnect.addListener).not.toHaveBeenCalled();
    }
    own.leave();
    expect(onLastPageClosed).toHaveBeenCalledTimes(1);
  });

  it.each(['', 'Page-open', 'constructor', '__proto__'])(
    'of our pages by the name “%s” are closed',
    (name) => {
      const port = portFrom({ id: OWN.id, url: `${OWN.origin}/popup.html` }, name);
      connect(port);
      expect(port.disconnect).toHaveBeenCalledTimes(1);
    },
  );
});
