import { type DesktopAction, DesktopButton } from '@/components/desktop/DesktopButton';
import { DESKTOP_CSS } from '@/components/desktop/look';
import type { Doubt } from '@/utils/cobrowse/doubts';
import type { FailureMessage } from '@/utils/errors/messages';
import type { DesktopView } from '@/utils/messaging/protocol';
import type { ButtonPlace } from './button-place';
import { type ClosedRoot, createClosedRoot } from './closed-root';
import { looksAsDrawn } from './looks';
import { type Press, watchPresses } from './presses';
import { watchSeen } from './seen';
import { watchStanding } from './standing';
import { watchUserFocus } from './user-focus';

/**
 * The judgement of a press. `plain`: the person saw the control in full and unaltered, and pressed
 * it. `again`: it had only just appeared, moved or changed. Any other: a doubt, which the person
 * can resolve in our own window.
 */
export type Judgement = 'plain' | 'again' | Doubt;

/**
 * A surface that somebody else has changed is replaced after this time, in milliseconds, so that a
 * page that does so all the time does not keep us busy.
 */
const REPLACE_AFTER_MS = 300;
const TICK_MS = 1_000;

/** One surface with everything that watches it. */
type Surface = {
  closed: ClosedRoot;
  controls: Map<Element, DesktopAction>;
  sight: ReturnType<typeof watchSeen>;
  standing: ReturnType<typeof watchStanding>;
  end(): void;
};

/**
 * Creates the button in the page: draws the given view, and judges each press. Ignores presses that
 * are not a person's, and presses in a surface that somebody else has changed.
 * @param onPress called with a person's press, once it has been judged
 */
export function createButton(
  onPress: (action: DesktopAction, judgement: Judgement, view: DesktopView) => void,
  signal: AbortSignal,
) {
  let view: DesktopView | null = null;
  let note: FailureMessage | null = null;
  let closed = false;
  let place: ButtonPlace | null = null;
  /** `null` after somebody else has changed a surface, until it is replaced. */
  let surface: Surface | null = createSurface();
  const ticking = setInterval(() => {
    // Some changes trigger no event; this check finds them and replaces the surface.
    surface?.closed.isOurs();
    if (view?.phase === 'live' || view?.phase === 'waiting') draw();
  }, TICK_MS);
  signal.addEventListener('abort', () => {
    clearInterval(ticking);
    surface?.end();
  });

  function createSurface(): Surface {
    const ending = new AbortController();
    const controls = new Map<Element, DesktopAction>();
    const root = createClosedRoot(DESKTOP_CSS, () => replaceLater(made));
    const sight = watchSeen(() => made.standing.look(), ending.signal);
    const focus = watchUserFocus(root.root, root.host, ending.signal);
    const standing = watchStanding((control) => {
      focus.check();
      return describe(made, control);
    }, ending.signal);
    const made: Surface = {
      closed: root,
      controls,
      sight,
      standing,
      end() {
        ending.abort();
        root.remove();
      },
    };
    // Immediately: the page may have the focus back before the next check.
    window.addEventListener('blur', standing.look, { signal: ending.signal });
    watchPresses({
      root: root.root,
      focus,
      lookNow: standing.look,
      controlOf: (target) => (target instanceof HTMLButtonElement && controls.has(target) ? target : null),
      onBegin: (control, at) => standing.hasStood(control, at),
      onPress: (press) => void judgePress(made, press),
      signal: ending.signal,
    });
    return made;
  }

  function replaceLater(changed: Surface) {
    if (changed !== surface) return;
    surface = null;
    changed.end();
    setTimeout(() => {
      if (signal.aborted) return;
      surface = createSurface();
      draw();
      put();
    }, REPLACE_AFTER_MS);
  }

  /**
   * Describes all that a person relies on when they press: what the control says, where it is, whom
   * it is for, and how it looks. Returns `null` while nobody can see it, and while the keyboard
   * focus is elsewhere: a window that covers this page has the focus, and the press that closes it
   * must not count here.
   */
  function describe(one: Surface, control: Element): string | null {
    if (one !== surface || !control.isConnected) return null;
    if (document.visibilityState !== 'visible' || !document.hasFocus()) return null;
    const { left, top, width, height } = control.getBoundingClientRect();
    if (width === 0 || height === 0) return null;
    const spot = [left, top, width, height].map(Math.round).join();
    const { root, host } = one.closed;
    const looks = [
      control instanceof HTMLElement && looksAsDrawn(control, root, host),
      one.sight.last(control),
    ].join();
    return [one.controls.get(control), view?.conversationId, spot, looks, control.textContent].join('\n');
  }

  function draw() {
    if (!surface) return;
    const { closed: root, controls, sight, standing } = surface;
    const drawn = new Map<Element, DesktopAction>();
    root.draw(
      <DesktopButton
        view={view}
        now={Date.now()}
        note={note}
        closed={closed}
        floating={place?.floating ?? false}
        onControl={(element, action) => drawn.set(element, action)}
      />,
    );
    controls.clear();
    for (const [element, action] of drawn) controls.set(element, action);
    sight.watch(controls.keys());
    standing.watch(controls.keys());
  }

  function put() {
    if (!surface) return;
    const { host } = surface.closed;
    if (!place) host.remove();
    else if (host.parentElement !== place.anchor) {
      place.anchor.append(host);
      surface.sight.moved();
      surface.standing.watch(surface.controls.keys());
    }
  }

  const stands = ({ closed: { host } }: Surface) =>
    place !== null && host.isConnected && host.parentElement === place.anchor;

  /**
   * Returns the doubt about the looks of a control, if any. Also asks the browser what it has
   * painted.
   */
  async function doubtOfLooks(one: Surface, control: HTMLButtonElement): Promise<Doubt | null> {
    const { root, host } = one.closed;
    const isDrawn = () => stands(one) && looksAsDrawn(control, root, host);
    const before = isDrawn();
    const seen = await one.sight.look(control);
    if (!before || seen === 'not-whole' || !isDrawn()) return 'altered';
    return seen === 'unknown' ? 'cannot-tell' : null;
  }

  async function judgePress(one: Surface, { control, how, focusIsSure, stood }: Press) {
    const pressed = view;
    const action = one.controls.get(control);
    const isSame = () =>
      one === surface &&
      one.closed.isOurs() &&
      one.controls.get(control) === action &&
      view?.conversationId === pressed?.conversationId &&
      JSON.stringify(view?.names) === JSON.stringify(pressed?.names);
    if (!pressed || !action || action === 'none' || !isSame()) return;
    if (action === 'dismiss') {
      closed = true;
      note = null;
      draw();
      return;
    }
    if (!stood || !one.standing.hasStood(control, performance.now())) {
      onPress(action, 'again', pressed);
      return;
    }
    const doubt = await doubtOfLooks(one, control);
    // This waited for the next paint: if anything has changed by now, that was not pressed.
    if (!isSame()) return;
    const ofPress = how === 'none' ? 'no-pointer' : focusIsSure ? null : 'focus';
    onPress(action, doubt ?? ofPress ?? 'plain', pressed);
  }

  return {
    /** The current view. */
    view: () => view,
    show(next: DesktopView | null) {
      const isNews = JSON.stringify(next) !== JSON.stringify(view);
      // Another failure, or the same one after a retry, is shown again.
      if (isNews) closed = false;
      if (isNews || next?.phase !== 'idle') note = null;
      view = next;
      draw();
    },
    /** Shows a message of this page itself, until the view changes or it is dismissed. */
    say(message: FailureMessage) {
      note = message;
      draw();
    },
    /** Places the button, or removes it from the page. */
    place(next: ButtonPlace | null) {
      const isMoved = next?.floating !== place?.floating;
      place = next;
      if (isMoved) draw();
      put();
    },
    /**
     * Judges the button as if it were pressed now, for the shortcut. Returns a doubt, or `null`.
     */
    async judge(): Promise<Doubt | null> {
      const one = surface;
      // While a start is in progress the button shows no names; starting now joins it.
      if (view?.phase === 'running') return null;
      if (!one) return 'no-button';
      const control = [...one.controls].find(
        ([, action]) => action !== 'dismiss' && action !== 'recovery-action',
      )?.[0];
      if (!(control instanceof HTMLButtonElement) || !one.closed.isOurs() || !stands(one)) return 'no-button';
      if (!one.standing.hasStood(control, performance.now())) return 'too-soon';
      const doubt = await doubtOfLooks(one, control);
      return one === surface && one.closed.isOurs() ? doubt : 'no-button';
    },
  };
}
