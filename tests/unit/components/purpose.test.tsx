// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PurposePanel } from '@/components/common/PurposePanel';
import { Popup } from '@/components/popup/Popup';
import type { Start } from '@/utils/cobrowse/model';
import { DEFAULT_SETTINGS } from '@/utils/settings/settings';
import { idOf } from '../../setup/app-fixtures';
import { appActions, appState, NOW } from './fake-app';
import { button, clearPage, click, draw, find, openOptions, perform, press, type } from './page';

beforeEach(() => vi.useFakeTimers({ now: NOW }));
afterEach(() => {
  clearPage();
  vi.useRealTimers();
});

const radio = (value: string) => find<HTMLInputElement>(`[type=radio][value=${value}]`);
const words = () => find<HTMLInputElement>('.purpose-words');
const asks = {
  ...appState().settings,
  invite: { ...DEFAULT_SETTINGS.invite, askPurpose: true },
};
const asked = () => document.querySelector('form.purpose') !== null;

describe('the choice of a purpose', () => {
  const callbacks = () => ({ onSay: vi.fn(), onCancel: vi.fn() });

  it('has the focus, chooses nothing by itself and cannot be sent empty', async () => {
    const { onSay, onCancel } = callbacks();
    await draw(<PurposePanel onSay={onSay} onCancel={onCancel} />);
    expect(document.activeElement).toBe(radio('coaching'));
    expect(document.querySelectorAll(':checked')).toHaveLength(0);
    expect(button('Start cobrowse').disabled).toBe(true);
  });

  it('chooses by number, starts with Enter and leaves with Escape', async () => {
    const { onSay, onCancel } = callbacks();
    await draw(<PurposePanel onSay={onSay} onCancel={onCancel} />);
    await press('4');
    expect(radio('compliance').checked).toBe(true);
    expect(document.activeElement).toBe(radio('compliance'));
    await perform(() => find<HTMLFormElement>('form').requestSubmit());
    expect(onSay).toHaveBeenCalledExactlyOnceWith('compliance');
    await press('Escape');
    expect(onCancel).toHaveBeenCalledOnce();
  });

  it('takes other words, in which numbers are numbers, and keeps them while another choice is tried', async () => {
    const { onSay, onCancel } = callbacks();
    await draw(<PurposePanel onSay={onSay} onCancel={onCancel} />);
    await press('6');
    expect(document.activeElement).toBe(words());
    expect(button('Start cobrowse').disabled).toBe(true);
    await type(words(), '  Form 2 ');
    await press('2');
    expect(radio('other').checked).toBe(true);
    await click(radio('training'));
    await click(radio('other'));
    await perform(() => find<HTMLFormElement>('form').requestSubmit());
    expect(onSay).toHaveBeenCalledExactlyOnceWith('Form 2');
    expect(words().maxLength).toBe(120);
  });

  it('gives the focus back', async () => {
    const box = document.createElement('input');
    document.body.append(box);
    box.focus();
    await draw(<PurposePanel onSay={vi.fn()} onCancel={vi.fn()} />);
    await draw(<p />);
    expect(document.activeElement).toBe(box);
    box.remove();
  });
});

describe('the popup', () => {
  it('asks right there where it is required and missing, then starts with what was said', async () => {
    const actions = appActions();
    await draw(<Popup state={appState({ settings: asks })} actions={actions} />);
    await type(find<HTMLInputElement>('[role=combobox]'), 'customer 2');
    await press('Enter');
    expect(actions.startSession).not.toHaveBeenCalled();
    expect(find('.purpose').textContent).toContain('Customer 2');
    await press('1');
    await click(button('Start cobrowse'));
    expect(actions.startSession).toHaveBeenCalledExactlyOnceWith(
      idOf(2),
      asks.session,
      'coaching',
      undefined,
    );
    expect(asked()).toBe(false);
    // What was typed is still there.
    expect(find<HTMLInputElement>('[role=combobox]').value).toBe('customer 2');
  });

  it('does not ask again for what was chosen beforehand, and forgets it after that start', async () => {
    const actions = appActions();
    await draw(<Popup state={appState({ settings: asks })} actions={actions} />);
    await openOptions();
    const select = find<HTMLSelectElement>('.start-purpose-select');
    await perform(() => {
      select.value = 'training';
      select.dispatchEvent(new Event('change', { bubbles: true }));
    });
    find('[role=combobox]').focus();
    await press('ArrowDown');
    await press('Enter');
    expect(actions.startSession).toHaveBeenCalledExactlyOnceWith(
      idOf(1),
      asks.session,
      'training',
      undefined,
    );
    await openOptions();
    expect(find<HTMLSelectElement>('.start-purpose-select').value).toBe('');
  });

  it('is not in the way where it is optional, and there on request', async () => {
    const actions = appActions();
    await draw(<Popup state={appState()} actions={actions} />);
    expect(document.querySelector('.start-purpose-select')).toBeNull();
    await openOptions();
    const select = find<HTMLSelectElement>('.start-purpose-select');
    await perform(() => {
      select.value = 'other';
      select.dispatchEvent(new Event('change', { bubbles: true }));
    });
    await type(find<HTMLInputElement>('.start-purpose-words'), 'The new form');
    find('[role=combobox]').focus();
    await press('ArrowDown');
    await press('Enter');
    expect(actions.startSession).toHaveBeenCalledExactlyOnceWith(
      idOf(1),
      DEFAULT_SETTINGS.session,
      'The new form',
      undefined,
    );
    expect(document.querySelector('.start-purpose-select')).toBeNull();
  });

  const failed = (code: 'purpose-required' | 'no-agent', purpose: string | null): Start => ({
    conversationId: idOf(2),
    customerName: 'Customer 2',
    settings: { allowRemoteControl: true, timeoutInMinutes: 5 },
    purpose,
    startedAt: NOW,
    state: { phase: 'failed', failure: { code } },
  });

  it('shows the choice as the recovery action of a start that had none', async () => {
    const actions = appActions();
    const start = failed('purpose-required', null);
    await draw(<Popup state={appState({ settings: asks, starts: [start] })} actions={actions} />);
    await click(button('Choose purpose'));
    await press('3');
    await click(button('Start cobrowse'));
    expect(actions.startSession).toHaveBeenCalledExactlyOnceWith(
      idOf(2),
      start.settings,
      'complaint',
      undefined,
    );
  });

  it('tries again with the purpose that was said, without asking', async () => {
    const actions = appActions();
    const start = failed('no-agent', 'The new form');
    await draw(<Popup state={appState({ settings: asks, starts: [start] })} actions={actions} />);
    const again = [...document.querySelectorAll('button')].find(({ textContent }) =>
      /Try again/.test(textContent),
    );
    await click(again ?? button('Try again'));
    expect(actions.startSession).toHaveBeenCalledExactlyOnceWith(
      idOf(2),
      start.settings,
      'The new form',
      undefined,
    );
  });
});
