// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { useOneGesture } from '@/components/common/use-one-gesture';
import { clearPage, draw, find, pass, perform } from './page';

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  clearPage();
  vi.useRealTimers();
});

const pressed = vi.fn<(name: string) => void>();
beforeEach(() => pressed.mockClear());

function Page({ name, by }: { name: string; by?: string }) {
  useOneGesture();
  return (
    <button key={by ?? name} type="button" class="it" onClick={() => pressed(name)}>
      {name}
    </button>
  );
}

const at = (x: number, detail: number) =>
  perform(() => {
    const init = { bubbles: true, cancelable: true, clientX: x, clientY: 9, detail };
    find('.it').dispatchEvent(new MouseEvent('pointerdown', init));
    find('.it').dispatchEvent(new MouseEvent('click', init));
  });
/** Like a browser: the key's click follows unless it was prevented. */
const key = (name: string, repeat = false) =>
  perform(() => {
    const button = find('.it');
    const init = { key: name, repeat, bubbles: true, cancelable: true };
    const down = button.dispatchEvent(new KeyboardEvent('keydown', init));
    const up = button.dispatchEvent(new KeyboardEvent('keyup', init));
    if (down && up && (name === 'Enter' || name === ' ')) button.click();
  });

describe('a second click of one gesture', () => {
  it('does not press another control that has come under the pointer', async () => {
    await draw(<Page name="End" />);
    await at(5, 1);
    await draw(<Page name="Open" />);
    await at(5, 2);
    await at(5, 3);
    expect(pressed.mock.calls).toEqual([['End']]);
  });

  it('nor the same element when it does something else now', async () => {
    await draw(<Page name="Sign in" by="one" />);
    await at(5, 1);
    await draw(<Page name="Sign out" by="one" />);
    await at(5, 2);
    expect(pressed.mock.calls).toEqual([['Sign in']]);
  });

  it('presses the same control again, and any control at another place', async () => {
    await draw(<Page name="One" />);
    await at(5, 1);
    await at(5, 2);
    await draw(<Page name="Two" />);
    await at(90, 2);
    expect(pressed.mock.calls).toEqual([['One'], ['One'], ['Two']]);
  });
});

describe.each(['Enter', ' '])('the key “%s” pressed three times', (name) => {
  it('does not press another control that has the focus now', async () => {
    await draw(<Page name="End" />);
    await key(name);
    await draw(<Page name="Keep" />);
    await key(name);
    await draw(<Page name="Send" />);
    await key(name);
    expect(pressed.mock.calls).toEqual([['End']]);
  });

  it('presses it when another key came between, or after a moment', async () => {
    await draw(<Page name="End" />);
    await key(name);
    await draw(<Page name="Keep" />);
    await key('Tab');
    await key(name);
    await draw(<Page name="Send" />);
    await pass(1100);
    await key(name);
    expect(pressed.mock.calls).toEqual([['End'], ['Keep'], ['Send']]);
  });

  it('presses it when text was entered between, by pasting for instance', async () => {
    await draw(<Page name="End" />);
    await key(name);
    await draw(<Page name="Keep" />);
    await perform(() => find('.it').dispatchEvent(new InputEvent('input', { bubbles: true })));
    await key(name);
    expect(pressed.mock.calls).toEqual([['End'], ['Keep']]);
  });

  it('and held down it is one press', async () => {
    await draw(<Page name="End" />);
    await key(name);
    await key(name, true);
    await key(name, true);
    expect(pressed).toHaveBeenCalledOnce();
  });
});
