// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ConfirmStart } from '@/components/confirm/ConfirmStart';
import type { Session } from '@/utils/cobrowse/model';
import type { StartToConfirm } from '@/utils/cobrowse/start-to-confirm';
import type { ConfirmActions, ConfirmState } from '@/utils/pages/connect-confirm';
import { CONVERSATION_ID } from '../cobrowse/fixtures';
import { button, clearPage, draw, find, perform } from './page';

const SETTINGS = { allowRemoteControl: false, timeoutInMinutes: 15 };
const NAMED = {
  customer: 'Amelia Hart',
  agent: 'Tom Becker',
  hasAgent: true,
  agentUserId: 'u-tom',
  queue: 'Billing',
  media: 'voice' as const,
};
const SESSION = { id: 's-1', conversationId: CONVERSATION_ID, settings: SETTINGS } as Session;

let actions: ConfirmActions;
let hasFocus: boolean;
beforeEach(() => {
  vi.useFakeTimers({
    now: 1_000_000,
    toFake: ['setTimeout', 'clearTimeout', 'performance', 'requestAnimationFrame', 'Date'],
  });
  hasFocus = true;
  vi.spyOn(document, 'hasFocus').mockImplementation(() => hasFocus);
  const done = async () => ({ ok: true as const, value: null });
  actions = {
    name: vi.fn(done),
    confirm: vi.fn(done),
    cancel: vi.fn(done),
    openSession: vi.fn(done),
    dismissStart: vi.fn(done),
    signIn: vi.fn(done),
    openSettings: vi.fn(),
    copyText: vi.fn(async () => undefined),
    closeWindow: vi.fn(),
  };
});
afterEach(() => {
  clearPage();
  vi.useRealTimers();
});

async function show(asked: Partial<StartToConfirm> = {}, state: Partial<ConfirmState> = {}) {
  await draw(
    <ConfirmStart
      state={{
        asked: { conversationId: CONVERSATION_ID, why: 'altered', named: NAMED, windowId: 1, ...asked },
        start: null,
        session: null,
        settings: SETTINGS,
        asksPurpose: false,
        service: null,
        tellsAgents: true,
        ...state,
      }}
      actions={actions}
    />,
  );
}

/** An event as the browser makes it of a person's doing, now. */
function byPerson<E extends Event>(event: E): E {
  Object.defineProperty(event, 'isTrusted', { value: true });
  Object.defineProperty(event, 'timeStamp', { value: performance.now() });
  return event;
}
const send = (name: string, event: Event) => perform(() => button(name).dispatchEvent(byPerson(event)));
const goDown = (name: string) => send(name, new PointerEvent('pointerdown', { bubbles: true }));
const clickOf = (name: string, detail: number) =>
  send(name, new MouseEvent('click', { bubbles: true, cancelable: true, detail }));
async function pressOn(name: string) {
  await goDown(name);
  await clickOf(name, 1);
}
const wait = (ms: number) => perform(() => vi.advanceTimersByTime(ms));
const START = 'Start cobrowse';

describe('a press in the window that asks', () => {
  it('counts half a second after the question was painted', async () => {
    await show();
    await wait(300);
    await pressOn(START);
    expect(actions.confirm).not.toHaveBeenCalled();
    await wait(400);
    await pressOn(START);
    expect(actions.confirm).toHaveBeenCalledExactlyOnceWith(CONVERSATION_ID, null, 'u-tom');
  });

  it('counts only half a second after the window has come to the front again', async () => {
    await show();
    await wait(2_000);
    hasFocus = false;
    await perform(() => window.dispatchEvent(new Event('blur')));
    await pressOn(START);
    hasFocus = true;
    await perform(() => window.dispatchEvent(new Event('focus')));
    await pressOn(START);
    await wait(400);
    await pressOn(START);
    expect(actions.confirm).not.toHaveBeenCalled();
    await wait(300);
    await pressOn(START);
    expect(actions.confirm).toHaveBeenCalledTimes(1);
  });

  it('does not count where it begins without the focus', async () => {
    await show();
    await wait(2_000);
    hasFocus = false;
    await pressOn(START);
    expect(actions.confirm).not.toHaveBeenCalled();
  });

  it('does not count that began before what is asked changed, however long it is held', async () => {
    await show();
    await wait(2_000);
    await goDown(START);
    await show({ named: { ...NAMED, agent: 'Other Otto', agentUserId: 'u-otto' } });
    await wait(2_000);
    await clickOf(START, 1);
    expect(actions.confirm).not.toHaveBeenCalled();
  });

  it('needs a beginning, except for a click of assistive technology', async () => {
    await show();
    await wait(2_000);
    await clickOf(START, 1);
    await perform(() => button(START).dispatchEvent(new MouseEvent('click', { bubbles: true, detail: 0 })));
    expect(actions.confirm).not.toHaveBeenCalled();
    await clickOf(START, 0);
    expect(actions.confirm).toHaveBeenCalledTimes(1);
  });

  it.each([
    ['starting over', { startOver: true }, {}],
    ['other settings', {}, { settings: { ...SETTINGS, allowRemoteControl: true } }],
    ['another service', {}, { service: { shows: 'customer-page' as const, grantsControl: false } }],
  ])('begins anew with %s', async (_what, asked, state) => {
    await show();
    await wait(2_000);
    await show(asked, state);
    await pressOn(START);
    expect(actions.confirm).not.toHaveBeenCalled();
  });

  it('on Cancel counts at once', async () => {
    await show();
    await pressOn('Cancel');
    expect(actions.cancel).toHaveBeenCalledTimes(1);
  });
});

describe('the window that asks', () => {
  it('reads the names again even if some are known, and once more when it comes to the front', async () => {
    await show();
    expect(actions.name).toHaveBeenCalledTimes(1);
    await perform(() => window.dispatchEvent(new Event('focus')));
    expect(actions.name).toHaveBeenCalledTimes(2);
  });

  it('starts over beside the live session, and says what it does', async () => {
    await show({ startOver: true }, { session: SESSION });
    await wait(2_000);
    await pressOn('End it and start with Tom Becker');
    expect(actions.confirm).toHaveBeenCalledTimes(1);
  });

  it.each([
    [true, 'You’ll see the agent’s screens, view only. The agent is told.'],
    [false, 'You’ll see the agent’s screens, view only.'],
  ])(
    'says that it is about screens, which grant no control, and who is told: %s',
    async (tellsAgents, words) => {
      const settings = { ...SETTINGS, allowRemoteControl: true };
      await show({}, { settings, tellsAgents, service: { shows: 'agent-screen', grantsControl: false } });
      expect(find('.confirm-facts .hint').textContent).toBe(words);
      expect(find('.confirm-facts dl').textContent).toContain('AccessView only');
    },
  );

  it('offers to open the live session where nothing is to start over', async () => {
    await show({}, { session: SESSION });
    await wait(2_000);
    await pressOn('Open session');
    expect(actions.openSession).toHaveBeenCalledExactlyOnceWith('s-1');
  });
});
