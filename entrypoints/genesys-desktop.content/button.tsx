import { type DesktopAction, DesktopButton, type DesktopNote } from '@/components/desktop/DesktopButton';
import { desktopCss } from '@/components/desktop/look';
import type { Doubt } from '@/utils/cobrowse/doubts';
import { cornerOf, placeAt, within } from '@/utils/genesys-desktop/floating-place';
import type { FloatingPlace } from '@/utils/genesys-desktop/model';
import { isRightToLeft } from '@/utils/i18n/messages';
import type { DesktopView, SessionAction } from '@/utils/messaging/protocol';
import type { ButtonPlace } from './button-place';
import { type ClosedRoot, createClosedRoot } from './closed-root';
import { looksAsDrawn } from './looks';
import { watchMoves } from './mover';
import { type OverlayPlace, placeOverlay } from './overlay-place';
import { type Press, watchPresses } from './presses';
import { watchSeen } from './seen';
import { watchStanding } from './standing';
import { type Surroundings, surroundingsOf } from './surroundings';
import { watchUserFocus } from './user-focus';

/**
 * The judgment of a press. `plain`: the person saw the control in full and unaltered, and pressed
 * it. `again`: it had only just appeared, moved or changed. Any other: a doubt, which the person
 * can resolve in our own window.
 */
export type Judgment = 'plain' | 'again' | Doubt;

/**
 * A surface that somebody else has changed is replaced after this time, in milliseconds, so that a
 * page that does so all the time does not keep us busy.
 */
const REPLACE_AFTER_MS = 300;
const TICK_MS = 1_000;
/** How long a message stays that needs no answer, in milliseconds. */
const BRIEFLY_MS = 6_000;

/** How often one view is drawn to find its place. */
const MAX_PLACINGS = 3;

/** Where it floats until somebody moves it. */
const FIRST_PLACE = { x: 24, y: 24, fromBottom: true };

/** What the shortcut judges: what starts or opens something. */
const FOR_SHORTCUT: readonly DesktopAction[] = ['start', 'open', 'start-over', 'none'];

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
 * @param onMoved called when the person has moved the floating button
 */
export function createButton(
  onPress: (action: DesktopAction, judgment: Judgment, view: DesktopView) => void,
  onMoved: (place: FloatingPlace) => void,
  signal: AbortSignal,
) {
  const direction = isRightToLeft() ? 'rtl' : 'ltr';
  let view: DesktopView | null = null;
  let note: DesktopNote | null = null;
  let closed = false;
  let isMenuOpen = false;
  let doing: SessionAction | null = null;
  let place: ButtonPlace | null = null;
  const firstPlace: FloatingPlace = { ...FIRST_PLACE, fromRight: direction === 'ltr' };
  /** Where the person has put it. */
  let wanted = firstPlace;
  /** The same, as far as this window has room for it. */
  let floatsAt = firstPlace;
  let overlay: OverlayPlace | undefined;
  let surroundings: Surroundings = { isDark: false };
  /** The control with the focus has gone, and none has taken its place yet. */
  let isFocusLost = false;
  let brief: ReturnType<typeof setTimeout> | undefined;
  /** `null` after somebody else has changed a surface, until it is replaced. */
  let surface: Surface | null = createSurface();
  const ticking = setInterval(() => {
    // Some changes trigger no event; this check finds them and replaces the surface.
    surface?.closed.isOurs();
    if (view?.phase === 'live' || view?.phase === 'waiting') draw();
  }, TICK_MS);
  signal.addEventListener('abort', () => {
    clearInterval(ticking);
    clearTimeout(brief);
    surface?.end();
  });
  window.addEventListener('resize', draw, { signal });
  // A press elsewhere closes the menu, and so does Escape, which leaves the focus on its button.
  window.addEventListener(
    'pointerdown',
    ({ target }) => {
      isFocusLost = false;
      if (target !== surface?.closed.host) closeMenu();
    },
    { capture: true, signal },
  );

  function createSurface(): Surface {
    const ending = new AbortController();
    const controls = new Map<Element, DesktopAction>();
    const root = createClosedRoot(desktopCss(direction), () => replaceLater(made));
    const sight = watchSeen(() => made.standing.look(), ending.signal);
    const focus = watchUserFocus(root.root, root.host, ending.signal);
    const standing = watchStanding((control, pass) => {
      focus.check();
      return describe(made, control, pass);
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
    root.root.addEventListener(
      'keydown',
      (event) => {
        if (!isMenuOpen || !(event instanceof KeyboardEvent) || event.key !== 'Escape') return;
        root.root.querySelector<HTMLElement>('.more')?.focus();
        closeMenu();
      },
      { capture: true, signal: ending.signal },
    );
    watchMoves({
      root: root.root,
      gripOf: (target) => {
        const grip = target instanceof Element ? target.closest('button') : null;
        return grip && controls.get(grip) === 'move' ? grip : null;
      },
      corner: () => boxOf(root.root)?.getBoundingClientRect() ?? { left: 0, top: 0 },
      onMove(left, top) {
        const box = boxOf(root.root)?.getBoundingClientRect();
        if (!box) return;
        wanted = placeAt(left, top, box, windowSize());
        draw();
      },
      onEnd: () => onMoved(wanted),
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
  function describe(one: Surface, control: Element, pass: object): string | null {
    if (one !== surface || !control.isConnected) return null;
    if (document.visibilityState !== 'visible' || !document.hasFocus()) return null;
    const { left, top, width, height } = control.getBoundingClientRect();
    if (width === 0 || height === 0) return null;
    const spot = [left, top, width, height].map(Math.round).join();
    const { root, host } = one.closed;
    const looks = [
      control instanceof HTMLElement && looksAsDrawn(control, root, host, direction, pass),
      one.sight.last(control),
    ].join();
    return [one.controls.get(control), view?.conversationId, spot, looks, control.textContent].join('\n');
  }

  function draw() {
    if (!surface) return;
    const { closed: root, controls, sight, standing } = surface;
    controls.clear();
    const hadFocus = root.root.activeElement !== null;
    // Once more if what was drawn has another size than what was placed; no page can go on and on.
    let isPlaced = false;
    for (let times = 0; !isPlaced && times < MAX_PLACINGS; times += 1) {
      root.draw(
        <DesktopButton
          view={view}
          now={Date.now()}
          note={note}
          closed={closed}
          isMenuOpen={isMenuOpen}
          doing={doing}
          floating={place?.floating ? floatingStyle() : null}
          {...(overlay && { overlay })}
          {...surroundings}
          onControl={(element, action) => controls.set(element, action)}
        />,
      );
      isPlaced = !measure(root.root);
    }
    sight.watch(controls.keys());
    standing.watch(controls.keys());
    if (hadFocus && root.root.activeElement === null) isFocusLost = true;
    keepFocus(root.root);
  }

  /**
   * Puts the focus on what has come in place of the control that had it: otherwise a person who
   * uses the keyboard starts at the top of the desktop again. A press there is one whose focus is
   * not sure.
   */
  function keepFocus(root: ShadowRoot) {
    if (!isFocusLost) return;
    const isElsewhere = document.activeElement !== document.body;
    const next = isElsewhere ? null : root.querySelector<HTMLElement>('.more, .main:not(:disabled)');
    next?.focus({ preventScroll: true });
    isFocusLost = !isElsewhere && next === null;
  }

  const floatingStyle = () => ({
    [floatsAt.fromRight ? 'right' : 'left']: `${floatsAt.x}px`,
    [floatsAt.fromBottom ? 'bottom' : 'top']: `${floatsAt.y}px`,
  });

  /** Fits what was drawn into the window; returns whether that changed anything. */
  function measure(root: ShadowRoot): boolean {
    const box = boxOf(root);
    if (!box?.isConnected || !place) return false;
    const before = JSON.stringify([overlay, floatsAt]);
    const size = box.getBoundingClientRect();
    if (place.floating) floatsAt = within(wanted, size, windowSize());
    const over = box.querySelector<HTMLElement>('.overlay');
    if (over) {
      const { left, top } = place.floating ? cornerOf(floatsAt, size, windowSize()) : size;
      const at = { left, top, right: left + size.width, bottom: top + size.height };
      // Its whole height: it may be scrolled now.
      const whole = { width: over.offsetWidth, height: over.scrollHeight + 2 };
      overlay = placeOverlay(at, whole, windowSize(), direction);
    }
    return JSON.stringify([overlay, floatsAt]) !== before;
  }

  function closeMenu() {
    if (!isMenuOpen) return;
    isMenuOpen = false;
    draw();
  }

  function put() {
    if (!surface) return;
    const { host } = surface.closed;
    if (!place) host.remove();
    else if (host.parentElement !== place.anchor) {
      place.anchor.append(host);
      surroundings = surroundingsOf(place);
      // Only now it has a size.
      draw();
      surface?.sight.moved();
      surface?.standing.watch(surface.controls.keys());
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
    const isDrawn = () => stands(one) && looksAsDrawn(control, root, host, direction);
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
    if (!pressed || !action || action === 'none' || action === 'move' || !isSame()) return;
    if (action === 'dismiss') {
      closed = true;
      note = null;
      draw();
      return;
    }
    if (action === 'more') {
      isMenuOpen = !isMenuOpen;
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
      const staysLive =
        view?.phase === 'live' && next?.phase === 'live' && next.conversationId === view.conversationId;
      if (!staysLive) {
        isMenuOpen = false;
        doing = null;
        if (isNews || next?.phase !== 'idle') note = null;
      }
      view = next;
      draw();
    },
    /** Shows a message of this page itself, until the view changes or it is dismissed. */
    say(message: DesktopNote) {
      clearTimeout(brief);
      note = message;
      if (message.isDone)
        brief = setTimeout(() => {
          if (note !== message) return;
          note = null;
          draw();
        }, BRIEFLY_MS);
      draw();
    },
    /** Shows what is being done with the live session; `null` when it is over. */
    showDoing(next: SessionAction | null) {
      doing = next;
      isMenuOpen = false;
      note = null;
      draw();
    },
    /** Moves the button to its place on this screen; `null`: to where it floats at first. */
    float(at: FloatingPlace | null) {
      wanted = at ?? firstPlace;
      if (place?.floating) draw();
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
      const control = [...one.controls].find(([, action]) => FOR_SHORTCUT.includes(action))?.[0];
      if (!(control instanceof HTMLButtonElement) || !one.closed.isOurs() || !stands(one)) return 'no-button';
      if (!one.standing.hasStood(control, performance.now())) return 'too-soon';
      const doubt = await doubtOfLooks(one, control);
      return one === surface && one.closed.isOurs() ? doubt : 'no-button';
    },
  };
}

const windowSize = () => ({ width: window.innerWidth, height: window.innerHeight });
const boxOf = (root: ShadowRoot) => root.querySelector<HTMLElement>('.box');
