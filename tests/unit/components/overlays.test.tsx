// @vitest-environment happy-dom
import { useState } from 'preact/hooks';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Announcer } from '@/components/common/Announcer';
import { announce, useSpoken } from '@/components/common/announce';
import { MenuButton } from '@/components/common/Menu';
import { Popover } from '@/components/common/Popover';
import { Sheet } from '@/components/common/Sheet';
import { useOpener } from '@/components/common/use-overlay';
import { button, clearPage, click, draw, find, pass, perform, press } from './page';
import { spoken, spokenTexts } from './spoken';

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  clearPage();
  vi.useRealTimers();
});

function Options() {
  const options = useOpener();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <button ref={options.opener} type="button" aria-expanded={options.isOpen} onClick={options.toggle}>
        Options
      </button>
      <button type="button">Elsewhere</button>
      {options.isOpen && (
        <Popover label="Session options" opener={options.opener} onClose={options.close}>
          <button type="button">First</button>
          <button type="button" onClick={() => setAsking(true)}>
            Ask
          </button>
        </Popover>
      )}
      {asking && (
        <Sheet title="Purpose" onClose={() => setAsking(false)}>
          <input aria-label="Words" />
        </Sheet>
      )}
    </>
  );
}

const dialogs = () => [...document.querySelectorAll('dialog')].map((each) => each.getAttribute('aria-label'));
const pointerDown = (element: Element) =>
  perform(() => element.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true })));
async function open() {
  button('Options').focus();
  await click(button('Options'));
}

/** A list of which the last entry goes, and its button with it. */
function Ending({ onMoved }: { onMoved: () => void }) {
  const list = useOpener();
  const [count, setCount] = useState(1);
  return (
    <>
      <input
        aria-label="Search"
        data-focus-home=""
        ref={(home) => home?.addEventListener('focusmoved', onMoved)}
      />
      {count > 0 && (
        <button ref={list.opener} type="button" onClick={list.toggle}>
          All
        </button>
      )}
      {list.isOpen && count > 0 && (
        <Sheet title="Sessions" onClose={list.close}>
          <button type="button" onClick={() => setCount(0)}>
            End
          </button>
        </Sheet>
      )}
    </>
  );
}

it('A sheet that goes with its button leaves the focus at the search, which is told of it.', async () => {
  const moved = vi.fn();
  await draw(<Ending onMoved={moved} />);
  button('All').focus();
  await click(button('All'));
  await press('Escape');
  expect(moved).not.toHaveBeenCalled();
  await click(button('All'));
  await click(button('End'));
  expect(document.activeElement).toBe(find('[data-focus-home]'));
  expect(moved).toHaveBeenCalled();
});

describe('a popover', () => {
  it('takes the focus, and gives it back to its button on Escape', async () => {
    await draw(<Options />);
    await open();
    expect(document.activeElement).toBe(button('First'));
    expect(button('Options').getAttribute('aria-expanded')).toBe('true');
    await press('Escape');
    expect(dialogs()).toEqual([]);
    expect(document.activeElement).toBe(button('Options'));
  });

  it('is closed by Escape wherever the focus is, and keeps that key from the browser', async () => {
    await draw(<Options />);
    await open();
    button('Elsewhere').focus();
    const event = new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true });
    await perform(() => document.activeElement?.dispatchEvent(event));
    expect(dialogs()).toEqual([]);
    expect(event.defaultPrevented).toBe(true);
    // The user had put the focus there.
    expect(document.activeElement).toBe(button('Elsewhere'));
    const next = new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true });
    await perform(() => document.activeElement?.dispatchEvent(next));
    expect(next.defaultPrevented).toBe(false);
  });

  it('is closed by a press outside, not by one inside, and by the button that opened it', async () => {
    await draw(<Options />);
    await open();
    await pointerDown(button('First'));
    expect(dialogs()).toEqual(['Session options']);
    await pointerDown(button('Elsewhere'));
    expect(dialogs()).toEqual([]);
    await open();
    await pointerDown(button('Options'));
    expect(dialogs()).toEqual(['Session options']);
    await click(button('Options'));
    expect(dialogs()).toEqual([]);
  });

  it('keeps the Tab key inside', async () => {
    await draw(<Options />);
    await open();
    button('Ask').focus();
    await press('Tab');
    expect(document.activeElement).toBe(button('First'));
  });
});

describe('a sheet over a popover', () => {
  it('is closed first, each by its own Escape, and the focus goes back step by step', async () => {
    await draw(<Options />);
    await open();
    button('Ask').focus();
    await click(button('Ask'));
    expect(dialogs()).toEqual(['Session options', 'Purpose']);
    expect(document.activeElement).toBe(button('Close'));
    await press('Escape');
    expect(dialogs()).toEqual(['Session options']);
    expect(document.activeElement).toBe(button('Ask'));
    await press('Escape');
    expect(dialogs()).toEqual([]);
    expect(document.activeElement).toBe(button('Options'));
  });

  it('is closed by a press outside, which does nothing else', async () => {
    await draw(<Options />);
    await open();
    await click(button('Ask'));
    const pressed = vi.fn();
    button('Elsewhere').addEventListener('click', pressed);
    await pointerDown(button('Elsewhere'));
    await click(button('Elsewhere'));
    expect(dialogs()).toEqual(['Session options']);
    expect(pressed).not.toHaveBeenCalled();
    await click(button('Elsewhere'));
    expect(pressed).toHaveBeenCalledOnce();
  });
});

describe('a menu', () => {
  const items = () => [
    { label: 'History', onPress: vi.fn() },
    { label: 'Settings', onPress: vi.fn() },
    { label: 'Sign out', onPress: vi.fn() },
  ];
  const openMenu = () => click(button('More'));

  it('moves by arrows, Home and End, round its ends', async () => {
    await draw(<MenuButton label="More" items={items()} />);
    await openMenu();
    const visited = [document.activeElement?.textContent];
    for (const key of ['ArrowDown', 'End', 'ArrowDown', 'ArrowUp', 'Home']) {
      await press(key);
      visited.push(document.activeElement?.textContent);
    }
    expect(visited).toEqual(['History', 'Settings', 'Sign out', 'History', 'Sign out', 'History']);
  });

  it('does what was chosen, closes, and gives the focus back', async () => {
    const all = items();
    await draw(<MenuButton label="More" items={all} />);
    await openMenu();
    expect(find('[role=menu]').getAttribute('aria-label')).toBe('More');
    await click(button('Settings'));
    expect(all.map(({ onPress }) => onPress.mock.calls.length)).toEqual([0, 1, 0]);
    expect(document.querySelector('[role=menu]')).toBeNull();
    expect(document.activeElement).toBe(button('More'));
  });
});

describe('what is announced', () => {
  const region = () => find('.announcer[role=status]');

  it('is in the one region of the page, which was there before, and not for ever', async () => {
    await draw(<Announcer />);
    const before = region();
    expect(spokenTexts()).toEqual([]);
    await perform(() => announce('Creating…'));
    expect(region()).toBe(before);
    expect(spokenTexts()).toEqual(['Creating…']);
    await pass(10_000);
    expect(spokenTexts()).toEqual([]);
  });

  it('is said again although it is the same', async () => {
    await draw(<Announcer />);
    await perform(() => announce('Copied'));
    const [first] = spoken();
    await perform(() => announce('Copied'));
    expect(spoken()[0]).not.toBe(first);
    expect(spokenTexts()).toEqual(['Copied']);
  });

  it('before the page was drawn is said once it is there', async () => {
    announce('Early');
    announce('Also early');
    await draw(<Announcer />);
    expect(spokenTexts()).toEqual(['Early', 'Also early']);
  });

  it('is what an element says, whenever that changes, without its buttons and clocks', async () => {
    function Result({ words, isHidden = false }: { words: string; isHidden?: boolean }) {
      const place = useSpoken();
      return (
        <>
          <p ref={place} hidden={isHidden}>
            {words} <b>now</b>
            <span data-unspoken="">9:00</span>
            <button type="button">Again</button>
          </p>
          <Announcer />
        </>
      );
    }
    await draw(<Result words="Reading" />);
    expect(spokenTexts()).toEqual([]);
    await draw(<Result words="Read" />);
    await perform(() => undefined);
    expect(spokenTexts()).toEqual(['Read now']);
    await draw(<Result words="Lost" isHidden />);
    await perform(() => undefined);
    expect(spokenTexts()).toEqual(['Read now']);
    await draw(<Result words="Lost" />);
    await perform(() => undefined);
    expect(spokenTexts()).toEqual(['Read now', 'Lost now']);
  });
});
