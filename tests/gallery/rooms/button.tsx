import { render } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { DesktopButton } from '@/components/desktop/DesktopButton';
import { desktopCss } from '@/components/desktop/look';
import { invited, notReceived, noWindow, pressAgain } from '@/utils/errors/desktop-messages';
import { describeFailure } from '@/utils/errors/messages';
import type { DesktopView } from '@/utils/messaging/protocol';
import { idOf } from '../../setup/app-fixtures';
import { AGENTS, MINUTE, NOW, nth } from '../fixtures';
import type { GalleryRoom, GalleryState } from '../state';

type Props = Partial<Parameters<typeof DesktopButton>[0]> & { view: DesktopView };

/** Where its note or menu is, as the script in the page places it. */
const BELOW = { top: 'calc(100% + 8px)', left: '0px' };

/** Where it floats above the page. */
const FLOATING = { right: '16px', bottom: '16px' };

/** Draws in a shadow root with the styles of the desktop page's script, and nothing else. */
function InDesktop(props: Props) {
  const host = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (!host.current || host.current.shadowRoot) return;
    const root = host.current.attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(desktopCss(document.dir === 'rtl' ? 'rtl' : 'ltr'));
    root.adoptedStyleSheets = [sheet];
    render(
      <DesktopButton
        now={NOW}
        note={null}
        closed={false}
        overlay={BELOW}
        onControl={() => undefined}
        {...props}
      />,
      root,
    );
  }, [props]);
  return <div ref={host} />;
}

const about = {
  conversationId: idOf(1),
  names: { customer: 'Benjamin Osei', agent: 'Mateo García Hernández', hasAgent: true },
};
const button = (name: string, props: Props): GalleryState => ({ name, draw: () => <InDesktop {...props} /> });
const failed = (failure: Parameters<typeof describeFailure>[0]): DesktopView => ({
  ...about,
  phase: 'failed',
  message: describeFailure(failure),
});
const live: DesktopView = {
  ...about,
  phase: 'live',
  expiresAt: NOW + 12 * MINUTE,
  allowRemoteControl: false,
};

export const room: GalleryRoom = {
  size: { width: 640, height: 320 },
  states: [
    button('idle', { view: { ...about, phase: 'idle', shows: 'agent-page' } }),
    button('idle-floating', { view: { ...about, phase: 'idle', shows: 'agent-page' }, floating: FLOATING }),
    button('idle-unnamed', { view: { conversationId: idOf(1), phase: 'idle' } }),
    button('idle-long-names', {
      view: {
        conversationId: idOf(1),
        phase: 'idle',
        names: { customer: 'فاطمة الزهراء', agent: nth(AGENTS, 2), hasAgent: true },
      },
    }),
    button('idle-without-agent', {
      view: { ...about, phase: 'idle', names: { customer: null, agent: null, hasAgent: false } },
    }),
    button('own', { view: { ...about, phase: 'idle', isOwn: true } }),
    button('asks-purpose', { view: { ...about, phase: 'idle', asksPurpose: true, shows: 'customer-page' } }),
    ...(['checking', 'creating', 'issuing-links', 'opening'] as const).map((step) =>
      button(`starting-${step}`, { view: { ...about, phase: 'running', step } }),
    ),
    button('waiting', {
      view: {
        ...about,
        phase: 'waiting',
        retryAt: NOW + 29_000,
        message: describeFailure({ code: 'rate-limited', status: 429 }, true),
      },
    }),
    button('failed', { view: failed({ code: 'server-error', status: 503 }) }),
    button('failed-without-permission', {
      view: failed({ code: 'permission-denied', subject: 'the permission “cobrowse:session:add”' }),
    }),
    button('failed-floating', { view: failed({ code: 'signed-out', status: 401 }), floating: FLOATING }),
    button('live', { view: live }),
    button('live-floating', { view: live, floating: FLOATING }),
    button('live-menu', { view: live, isMenuOpen: true }),
    button('live-ending', { view: live, doing: 'end' }),
    button('live-inviting', { view: live, doing: 'invite' }),
    button('live-dark', { view: live, isDark: true }),
    button('invited', { view: live, note: invited() }),
    button('live-with-control', { view: { ...live, allowRemoteControl: true } }),
    button('live-agent-left', {
      view: {
        ...live,
        change: { left: 'Mateo García Hernández', now: { name: nth(AGENTS, 2), rings: false } },
      },
    }),
    button('not-received', { view: { ...about, phase: 'idle' }, note: notReceived() }),
    button('press-again', { view: { ...about, phase: 'idle' }, note: pressAgain() }),
    button('no-window', { view: { ...about, phase: 'idle' }, note: noWindow() }),
  ],
};
