// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { watchSeen } from '@/entrypoints/genesys-desktop.content/seen';
import { watchStanding } from '@/entrypoints/genesys-desktop.content/standing';
import { watchUserFocus } from '@/entrypoints/genesys-desktop.content/user-focus';

let reports: ((isVisible: boolean) => void)[];
let ending: AbortController;

beforeEach(() => {
  vi.useFakeTimers({
    now: 1_000_000,
    toFake: ['setTimeout', 'clearTimeout', 'performance', 'requestAnimationFrame', 'Date'],
  });
  reports = [];
  ending = new AbortController();
  const rect = { left: 0, top: 0, right: 100, bottom: 32, width: 100, height: 32 };
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      readonly callback: (entries: unknown[]) => void;
      constructor(callback: (entries: unknown[]) => void) {
        this.callback = callback;
      }
      observe(target: Element) {
        reports.push((isVisible) =>
          this.callback([{ target, isVisible, intersectionRect: rect, boundingClientRect: rect }]),
        );
      }
      unobserve() {}
      disconnect() {}
    },
  );
});
afterEach(() => {
  ending.abort();
  vi.unstubAllGlobals();
  vi.useRealTimers();
  document.body.replaceChildren();
});

/** A control whose visibility and style are part of what must stay the same. */
function watchControl() {
  const control = document.createElement('button');
  document.body.append(control);
  const page = { looksAsDrawn: true, hasFocus: true };
  const sight = watchSeen(() => standing.look(), ending.signal);
  const standing = watchStanding(
    (one) => (page.hasFocus ? `${page.looksAsDrawn} ${sight.last(one)}` : null),
    ending.signal,
  );
  sight.watch([control]);
  standing.watch([control]);
  return { page, sight, stands: () => standing.hasStood(control, performance.now()), look: standing.look };
}

describe('a control that must be unchanged for half a second', () => {
  it('counts from when the browser says that nothing covers it any more', () => {
    const { stands, sight } = watchControl();
    reports[0]?.(false);
    vi.advanceTimersByTime(2_000);
    expect(stands()).toBe(true);
    reports[0]?.(true);
    expect(stands()).toBe(false);
    vi.advanceTimersByTime(490);
    expect(stands()).toBe(false);
    vi.advanceTimersByTime(100);
    expect(stands()).toBe(true);
    expect(sight.last(document.querySelector('button') as Element)).toBe('whole');
  });

  it('counts from when it looks as it was drawn, even if that is seen only at the press', () => {
    const { stands, page, look } = watchControl();
    page.looksAsDrawn = false;
    vi.advanceTimersByTime(2_000);
    page.looksAsDrawn = true;
    look();
    expect(stands()).toBe(false);
    vi.advanceTimersByTime(600);
    expect(stands()).toBe(true);
  });

  it('counts from when the page has the focus again', () => {
    const { stands, page } = watchControl();
    vi.advanceTimersByTime(1_000);
    expect(stands()).toBe(true);
    page.hasFocus = false;
    vi.advanceTimersByTime(1_000);
    expect(stands()).toBe(false);
    page.hasFocus = true;
    expect(stands()).toBe(false);
    vi.advanceTimersByTime(600);
    expect(stands()).toBe(true);
  });
});

describe('the focus on a control', () => {
  it('is sure for a key only half a second after the person put it there', () => {
    const host = document.createElement('div');
    document.body.append(host);
    const root = host.attachShadow({ mode: 'open' });
    const control = document.createElement('button');
    root.append(control);
    const focus = watchUserFocus(root, host, ending.signal);
    control.focus();
    focus.notePointer(control);
    const since = performance.now();
    expect(root.activeElement).toBe(control);
    expect(focus.isSure(control, since + 499)).toBe(false);
    expect(focus.isSure(control, since + 500)).toBe(true);
  });
});
