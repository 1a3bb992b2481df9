// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Popup } from '@/components/popup/Popup';
import type { FloorRow } from '@/utils/floor/model';
import type { AppState } from '@/utils/pages/app-state';
import { appActions, appState, conversation, floor, idOf, NOW, session } from './fake-app';
import { button, clearPage, click, draw, find, pass, perform, press, type } from './page';
import { box, drawnIds, point, rowOf, segment } from './popup-list-page';

beforeEach(() => vi.useFakeTimers({ now: NOW }));
afterEach(() => {
  clearPage();
  vi.useRealTimers();
});

const ROWS = [conversation(1), conversation(2), conversation(3, { agent: null, state: 'waiting' })];
const numbers = () => drawnIds().map((id) => Number(id?.slice(-3)));
const drawRows = (rows: FloorRow[], changes: Partial<AppState> = {}, actions = appActions()) =>
  draw(<Popup state={appState({ floor: floor(rows), ...changes })} actions={actions} />);
const pressPin = (init: KeyboardEventInit = {}) =>
  perform(() =>
    box().dispatchEvent(new KeyboardEvent('keydown', { key: 'p', altKey: true, bubbles: true, ...init })),
  );

describe('a row into which a colleague was called', () => {
  const row = conversation(1, { alsoThere: [{ userId: idOf(990), name: 'Bruno Costa' }] });

  it('shows and speaks of both, the agent first', async () => {
    await drawRows([row]);
    expect(rowOf(row.id).querySelector('.row-agent')?.textContent).toBe('Agent 1 + Bruno Costa · Billing');
    expect(rowOf(row.id).getAttribute('aria-label')).toContain('Agent 1, Also present: Bruno Costa');
  });

  it('is in the team of either, and found by the name of either', async () => {
    for (const member of [idOf(901), idOf(990)]) {
      const team = floor([row, conversation(2)], {
        head: { takenAt: NOW, leftOut: [], unread: [], partial: false, team: [member] },
      });
      await draw(<Popup state={appState({ floor: team })} actions={appActions()} />);
      await click(segment('My team'));
      expect(numbers()).toEqual([1]);
      clearPage();
    }
    await drawRows([row, conversation(2)]);
    await type(box(), 'bruno');
    expect(numbers()).toEqual([1]);
  });
});

describe('a session whose agent has left', () => {
  const moved = conversation(1, { complete: true, agent: { userId: idOf(990), name: 'Bruno Costa' } });
  const names = () => [...document.querySelectorAll('.session button')].map(({ textContent }) => textContent);

  it('says who has the conversation now, invites nobody, and starts anew in one press', async () => {
    const actions = appActions();
    await drawRows([moved], { sessions: [session(1)] }, actions);
    expect(find('.session-changed').textContent).toContain(
      'Agent 1 has left; Bruno Costa has the conversation now.',
    );
    expect(names()).toEqual(['End and start with Bruno Costa', 'Open', 'End']);
    await click(button('End and start with Bruno Costa'));
    expect(actions.startOver).toHaveBeenCalledExactlyOnceWith('session-1');
  });

  it('says nothing while nobody knows who else is there', async () => {
    await drawRows([{ ...moved, complete: false }], { sessions: [session(1)] });
    expect(find('.session-changed').textContent).toBe('');
    expect(names()).toContain('Invite agent');
  });
});

describe('a row that cannot be started', () => {
  const waiting = conversation(3, { agent: null, state: 'waiting' });
  const said = () => find('.refused').textContent;

  it('says why where its button would stand, in the title and to who listens', async () => {
    await drawRows([waiting]);
    const why = find('.row-why-not');
    expect(why.textContent).toBe('No agent yet');
    expect(why.title).toContain('This conversation has no agent now.');
    expect(rowOf(waiting.id).getAttribute('aria-label')).toContain('This conversation has no agent now.');
  });

  it('starts nothing when it is pressed, and says why; the key pressed once more means it', async () => {
    const actions = appActions();
    await drawRows([waiting], {}, actions);
    expect(said()).toBe('');
    await press('ArrowDown');
    await press('Enter');
    expect(actions.startSession).not.toHaveBeenCalled();
    expect(said()).toContain('This conversation has no agent now.');
    // It may have been answered since it was listed.
    expect(actions.prepareStart).toHaveBeenCalledWith(waiting.id);
    // Of one gesture it is not, however often the key is pressed.
    await press('Enter');
    expect(actions.startSession).not.toHaveBeenCalled();
    await pass(1_100);
    await press('Enter');
    expect(actions.startSession).toHaveBeenCalledOnce();
    expect(said()).toBe('');
  });

  it('is not tried by a second click, but by the button that says so', async () => {
    const actions = appActions();
    await drawRows([waiting], {}, actions);
    const part = find('.row-why-not');
    await point('click', part);
    await point('click', part);
    expect(actions.startSession).not.toHaveBeenCalled();
    await click(button('Try anyway'));
    expect(actions.startSession).toHaveBeenCalledOnce();
  });

  it('shows nothing more when an agent has answered', async () => {
    const actions = appActions();
    await drawRows([waiting], {}, actions);
    await press('ArrowDown');
    await press('Enter');
    await drawRows([conversation(3)], {}, actions);
    expect(said()).toBe('');
    await press('Enter');
    expect(actions.startSession).toHaveBeenCalledOnce();
  });

  it('opens all the same where the session is one’s own', async () => {
    const actions = appActions();
    await drawRows([waiting], { sessions: [session(3)] }, actions);
    expect(document.querySelector('.row-why-not')).toBeNull();
    await press('ArrowDown');
    await press('Enter');
    expect(actions.openSession).toHaveBeenCalledWith('session-3');
  });

  it('lacks a permission that the person is known not to hold', async () => {
    const identity = { userId: idOf(800), name: 'Susan Visor', permissions: ['chat:chat:access'] };
    await drawRows([conversation(1)], { identity });
    expect(find('.row-why-not').textContent).toBe('Not permitted');
  });
});

describe('pinned agents', () => {
  it('stand on top with a mark, and it is said', async () => {
    await drawRows(ROWS, { pinnedAgents: [idOf(902)] });
    expect(numbers()).toEqual([2, 1, 3]);
    expect(rowOf(idOf(2)).querySelector('.row-pinned')).not.toBeNull();
    expect(rowOf(idOf(2)).ariaLabel ?? rowOf(idOf(2)).getAttribute('aria-label')).toContain('Pinned');
    expect(rowOf(idOf(1)).querySelector('.row-pinned')).toBeNull();
  });

  it('are pinned and unpinned by Alt+P, also where that key writes another letter', async () => {
    const actions = appActions();
    await drawRows(ROWS, { pinnedAgents: [idOf(902)] }, actions);
    await pressPin();
    expect(actions.pinAgent).not.toHaveBeenCalled();
    await press('ArrowDown');
    await pressPin();
    await press('ArrowDown');
    await pressPin({ key: 'π' });
    expect(actions.pinAgent.mock.calls).toEqual([
      [idOf(902), false],
      [idOf(901), true],
    ]);
  });

  it('are pinned by the button of the row, which names the key', async () => {
    const actions = appActions();
    await drawRows(ROWS, {}, actions);
    const pin = find(`[data-id="${idOf(2)}"] .row-pin`);
    expect(pin.title).toBe('Pin this agent (Alt+P)');
    await point('click', pin);
    expect(actions.pinAgent).toHaveBeenCalledExactlyOnceWith(idOf(902), true);
    expect(actions.startSession).not.toHaveBeenCalled();
    await point('dblclick', pin, { detail: 2 });
    expect(actions.startSession).not.toHaveBeenCalled();
  });

  it('need an agent: a conversation without one has no pin', async () => {
    const actions = appActions();
    await drawRows(ROWS, {}, actions);
    await press('End');
    await pressPin();
    expect(actions.pinAgent).not.toHaveBeenCalled();
    expect(rowOf(idOf(3)).querySelector('.row-pin')).toBeNull();
  });
});

describe('who is already watching', () => {
  const femi = { userId: idOf(50), name: 'Femi Okoro', how: 'monitoring' as const };
  const ada = { userId: idOf(51), name: 'Ada Müller', how: 'cobrowsing' as const };
  const me = { userId: idOf(800), name: 'Susan Visor', how: 'cobrowsing' as const };

  it('is shown by first name, with all of it in title and label', async () => {
    await drawRows([conversation(1, { watchers: [femi] })]);
    expect(find('.row-watchers').textContent).toBe('Femi');
    expect(find('.row-watchers').title).toBe('Femi Okoro is monitoring');
    expect(rowOf(idOf(1)).getAttribute('aria-label')).toContain('Femi Okoro is monitoring');
  });

  it('is a number when there are several', async () => {
    await drawRows([conversation(1, { watchers: [femi, ada] })]);
    expect(find('.row-watchers').textContent).toBe('2');
    expect(find('.row-watchers').title).toBe('Femi Okoro is monitoring\nAda Müller is cobrowsing');
  });

  it('is a sign alone when the platform gives no name', async () => {
    await drawRows([conversation(1, { watchers: [{ userId: null, name: null, how: 'coaching' }] })]);
    expect(find('.row-watchers').textContent).toBe('');
    expect(find('.row-watchers').title).toBe('Somebody is coaching');
  });

  it('is “Live” for the user’s own session, and “You” for what else they do', async () => {
    await drawRows([conversation(1, { watchers: [me] })], { sessions: [session(1)] });
    expect(document.querySelector('.row-watchers')).toBeNull();
    expect(find('.chip-live').textContent).toBe('Live');
    await drawRows([conversation(1, { watchers: [{ ...me, how: 'barged-in' }] })], {
      sessions: [session(1)],
    });
    expect(find('.row-watchers').title).toBe('You have barged in');
  });

  it('is found by typing', async () => {
    await drawRows([conversation(1, { watchers: [femi] }), conversation(2)]);
    await type(box(), 'okoro');
    expect(numbers()).toEqual([1]);
  });
});

it('finds the user’s own live sessions by “live”', async () => {
  await drawRows(ROWS, { sessions: [session(2)] });
  await type(box(), 'live');
  expect(numbers()).toEqual([2]);
});

it('lets each name have its own direction', async () => {
  await drawRows([
    conversation(1, { customerName: 'محمد', agent: { userId: idOf(1), name: 'יוסף' }, queueName: 'תור' }),
  ]);
  const directed = [...rowOf(idOf(1)).querySelectorAll('[dir=auto]')].map(({ textContent }) => textContent);
  expect(directed).toEqual(['محمد', 'יוסף', 'תור']);
});
