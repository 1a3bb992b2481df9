// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Popup } from '@/components/popup/Popup';
import { groupsOf } from '@/components/sessions/OfferPanel';
import type { EndedSession, Offer, Session } from '@/utils/cobrowse/model';
import { idOf } from '../../setup/app-fixtures';
import { appActions, appState, conversation, floor, NOW, session } from './fake-app';
import { button, clearPage, click, draw, find, openOptions, openSession, perform, text } from './page';

beforeEach(() => vi.useFakeTimers({ now: NOW }));
afterEach(() => {
  clearPage();
  vi.useRealTimers();
});

const OFFER: Offer = { joinCode: '123456', endsAt: NOW + 161_000, by: 'message' };
const offered = (offer: Offer | undefined = OFFER, changes: Partial<Session> = {}) =>
  session(1, { service: 'platform', ...(offer && { offer }), ...changes });

async function drawSession(live: Session, actions = appActions()) {
  await draw(<Popup state={appState({ sessions: [live], nextService: 'platform' })} actions={actions} />);
  await openSession();
  return actions;
}

const pass = (ms: number) => perform(() => vi.advanceTimersByTimeAsync(ms));

describe('before a start', () => {
  it.each([
    ['sessions', 'You’ll see the agent’s page.'],
    ['platform', 'You’ll see the customer’s page after they accept.'],
  ] as const)('with %s the popup says “%s”', async (nextService, note) => {
    await draw(<Popup state={appState({ nextService })} actions={appActions()} />);
    await openOptions();
    expect(find('.service-note').textContent).toBe(note);
  });

  it('nothing is shown while the service is unknown, and control can be chosen', async () => {
    await draw(<Popup state={appState({ nextService: null })} actions={appActions()} />);
    await openOptions();
    expect(document.querySelector('.service-note')).toBeNull();
    expect(document.querySelectorAll('[aria-label="Control"] input')).toHaveLength(2);
  });

  it('control is no choice where the service grants none, and the reason is said', async () => {
    await draw(<Popup state={appState({ nextService: 'platform' })} actions={appActions()} />);
    expect(find('.start-options').textContent).toContain('Ask for control in the viewer');
    await openOptions();
    expect(document.querySelector('[aria-label="Control"]')).toBeNull();
    expect(text()).toContain('Ask for control in the viewer');
    expect(find('[aria-label="Time limit"]')).toBeDefined();
  });
});

describe('a session on a customer’s page', () => {
  it('is called “Offered” in the list until the customer has accepted, and “Watching” then', async () => {
    const chip = () => find('.row-chips').textContent;
    const state = { floor: floor([conversation(1)]), nextService: 'platform' as const };
    await draw(<Popup state={appState({ ...state, sessions: [offered()] })} actions={appActions()} />);
    expect(chip()).toBe('Offered');
    await draw(<Popup state={appState({ ...state, sessions: [session(1)] })} actions={appActions()} />);
    expect(chip()).toBe('Watching');
  });

  it('names the customer, shows the code in groups for reading, and counts down', async () => {
    await drawSession(offered());
    expect(find('article').getAttribute('aria-label')).toBe('Page of Customer 1');
    const code = find('.offer-code');
    expect(find('.offer-spoken').textContent).toBe('1 2 3 4 5 6');
    expect(code.getAttribute('aria-hidden')).toBe('true');
    expect(find('.strip-state').textContent).toContain('Code 123 456 · waiting for customer');
    expect([...code.children].map((group) => group.textContent)).toEqual(['123', '456']);
    expect(text()).toContain('Offer ends in 2:41');
    await pass(1000);
    expect(text()).toContain('Offer ends in 2:40');
  });

  it.each([
    ['message', 'Messenger asks the customer to accept.'],
    ['call', 'enter this code'],
    ['other', 'accept the offer'],
  ] as const)('by %s says what to tell the customer', async (by, words) => {
    await drawSession(offered({ ...OFFER, by }));
    expect(find('.offer-tell').textContent).toContain(words);
  });

  it('has its code copied as it is, and offers no link for the agent', async () => {
    const actions = await drawSession(offered());
    await click(button('Copy code'));
    expect(actions.copyText).toHaveBeenCalledExactlyOnceWith('123456');
    expect([...document.querySelectorAll('button')].map((each) => each.textContent)).not.toContain(
      'Copy join link',
    );
  });

  it('whose offer is over is started again: left first, then offered anew', async () => {
    const actions = await drawSession(offered());
    await pass(161_000);
    expect(text()).toContain('This code has expired. Start again to get a new code.');
    expect(document.querySelector('.offer-code')).toBeNull();
    expect(find('.strip-state').textContent).toContain('Code expired');
    await click(button('Start again'));
    expect(actions.endSession).toHaveBeenCalledExactlyOnceWith('session-1');
    expect(actions.startSession).toHaveBeenCalledExactlyOnceWith(
      idOf(1),
      offered().settings,
      null,
      'customer',
    );
    expect(actions.endSession.mock.invocationCallOrder[0]).toBeLessThan(
      actions.startSession.mock.invocationCallOrder[0] ?? 0,
    );
  });

  it('is not offered anew where leaving failed', async () => {
    const actions = appActions();
    actions.endSession.mockResolvedValue({ ok: false, failure: { code: 'unreachable' } });
    await drawSession(offered({ ...OFFER, endsAt: NOW }), actions);
    await click(button('Start again'));
    expect(actions.startSession).not.toHaveBeenCalled();
    expect(text()).toContain('Genesys Cloud cannot be reached.');
  });

  it('that was offered elsewhere says why there is no code', async () => {
    await drawSession(offered({ joinCode: null, endsAt: null, by: 'other' }));
    expect(text()).toContain('Only the person who sent the offer can see the code');
  });

  it('that was accepted shows no code any more', async () => {
    await drawSession(session(1, { service: 'platform' }));
    expect(document.querySelector('.offer')).toBeNull();
  });

  it('is left, not ended, with the first press', async () => {
    const actions = await drawSession(offered());
    await click(button('Leave'));
    expect(actions.endSession).toHaveBeenCalledExactlyOnceWith('session-1', { undoable: true });
    expect(text()).toContain('You left the page of Customer 1.');
  });
});

describe('a session on a customer’s page that has ended', () => {
  it.each([
    [
      'left',
      'You left the page of Customer 1. If it is still shared, the customer or the agent can stop sharing.',
    ],
    ['time-limit', 'The viewer on the page of Customer 1 was closed: your time limit was reached.'],
    ['offer-ended', 'The offer to see the page of Customer 1 was not accepted in time.'],
    ['conversation-over', 'The session on the page of Customer 1 ended with the conversation.'],
    ['ended-elsewhere', 'was ended by the customer or somebody else.'],
  ] as const)('(%s) says “%s”', async (how, sentence) => {
    const ended: EndedSession = {
      id: 'session-1',
      service: 'platform',
      conversationId: idOf(1),
      agentName: 'Agent 1',
      customerName: 'Customer 1',
      how,
      endedAt: NOW,
      expiresAt: NOW + 60_000,
    };
    await draw(<Popup state={appState({ endedSessions: [ended] })} actions={appActions()} />);
    expect(text()).toContain(sentence);
    // The time limit, which nothing enforces any more, does not remove the notice.
    await pass(120_000);
    expect(text()).toContain(sentence);
  });
});

it.each([
  ['123456', ['123', '456']],
  ['12345678', ['1234', '5678']],
  ['123456789', ['123', '456', '789']],
  ['1234567', ['123', '456', '7']],
  ['1234', ['1234']],
  ['12-34-56', ['12-34-56']],
])('the code %s is read as %j', (code, groups) => {
  expect(groupsOf(code).map((group) => group.text)).toEqual(groups);
});
