// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Popup } from '@/components/popup/Popup';
import type { Session } from '@/utils/cobrowse/model';
import type { Failure } from '@/utils/errors/failure';
import type { Delivery } from '@/utils/invite/delivery';
import { takeSnapshot } from '@/utils/pages/snapshot';
import { appActions, appState, NOW, session } from './fake-app';
import { button, clearPage, click, draw, find, openSession, perform, text } from './page';

const INVITATION = 'Dana invites you.\nhttps://join.example/cobrowse/join?token=secret';
const CALL = 'POST /api/v2/chats/users/u-1/messages';

beforeEach(() => vi.useFakeTimers({ now: NOW }));
afterEach(() => {
  clearPage();
  vi.useRealTimers();
});

const answering = (delivery: Delivery) =>
  appActions({ sendInvitation: vi.fn(async () => ({ ok: true as const, value: delivery })) });
const refusing = (failure: Failure) =>
  appActions({ sendInvitation: vi.fn(async () => ({ ok: false as const, failure })) });

async function drawCard(actions = appActions(), changes: Partial<Session> = {}) {
  await draw(<Popup state={appState({ sessions: [session(1, changes)] })} actions={actions} />);
  await openSession();
  return actions;
}

/** The button in the sheet: the line has one too. */
const inviteButton = () => find<HTMLButtonElement>('.session-details .cluster button');

async function send() {
  expect(inviteButton().textContent).toBe('Invite agent');
  await click(inviteButton());
  await perform(() => vi.advanceTimersByTimeAsync(0));
}

describe('the card of a session', () => {
  it('has Send as the next thing to do, and says what the session is for', async () => {
    const actions = await drawCard(appActions(), { purpose: 'coaching' });
    expect(inviteButton().className).toContain('button-primary');
    expect(find('.strip-state').textContent).toContain('Not invited yet');
    expect(find('article').textContent).toContain('Coaching');
    await send();
    expect(actions.sendInvitation).toHaveBeenCalledExactlyOnceWith('session-1');
    expect(document.querySelector('.handover')).toBeNull();
  });

  it('says when the invitation was sent, and offers to send it again', async () => {
    await drawCard(appActions(), { invitation: { at: NOW, certain: true } });
    const time = new Date(NOW).toLocaleTimeString([], { timeStyle: 'short' });
    expect(find('.strip-state').textContent).toContain(`Invited ${time}`);
    expect(document.querySelector('.strip-invite')).toBeNull();
    expect(button('Invite again').className).not.toContain('button-primary');
  });

  it('says that it may have been sent where nobody knows', async () => {
    await drawCard(appActions(), { invitation: { at: NOW, certain: false } });
    expect(text()).toContain('Invitation may not have arrived');
  });

  it('copies the invitation on request', async () => {
    const actions = await drawCard();
    await click(button('Copy invitation'));
    expect(actions.copyText).toHaveBeenCalledExactlyOnceWith('You are invited: https://join.example');
  });
});

describe('the line of a session', () => {
  it('invites an agent who is not invited yet, in one press', async () => {
    const actions = appActions();
    await draw(<Popup state={appState({ sessions: [session(1)] })} actions={actions} />);
    await click(button('Invite agent'));
    expect(actions.sendInvitation).toHaveBeenCalledExactlyOnceWith('session-1');
    expect(document.querySelector('dialog')).toBeNull();
  });

  it('opens the sheet where the invitation was only copied, which says why', async () => {
    const actions = answering({ how: 'not-sent', why: 'off', text: INVITATION });
    await draw(<Popup state={appState({ sessions: [session(1)] })} actions={actions} />);
    await click(button('Invite agent'));
    await perform(() => vi.advanceTimersByTimeAsync(0));
    expect(actions.copyText).toHaveBeenCalledExactlyOnceWith(INVITATION);
    expect(find('dialog .handover').textContent).toContain('The invitation was copied');
  });
});

describe('where chat does not send it', () => {
  it.each<[string, Delivery, string]>([
    [
      'for want of a permission',
      {
        how: 'not-sent',
        why: { code: 'permission-denied', subject: 'the permission “chat:chat:access”', call: CALL },
        text: INVITATION,
      },
      'Genesys chat is not permitted (chat:chat:access).The invitation was copied. Paste it into another chat with the agent.',
    ],
    [
      'because it is switched off',
      { how: 'not-sent', why: 'off', text: INVITATION },
      'Your organization has turned off invitations by Genesys chat.The invitation was copied',
    ],
    [
      'because there is no such user or chat',
      { how: 'not-sent', why: { code: 'not-found', call: CALL }, text: INVITATION },
      'Genesys chat cannot reach this agent.The invitation was copied',
    ],
    [
      'because nobody is signed in who could write',
      {
        how: 'not-sent',
        why: { code: 'invalid-request', apiCode: 'not.a.user', call: CALL },
        text: INVITATION,
      },
      'A sign-in with client ID and secret cannot send chat messages.The invitation was copied',
    ],
    [
      'and the answer is lost',
      { how: 'unsure', why: { code: 'timed-out', call: CALL }, text: INVITATION },
      'Genesys Cloud did not respond. The invitation may have been sent.It was also copied',
    ],
  ])('%s, it is copied by itself and said why', async (_why, delivery, said) => {
    const actions = await drawCard(answering(delivery));
    await send();
    expect(actions.copyText).toHaveBeenCalledExactlyOnceWith(INVITATION);
    expect(find('.handover').textContent).toContain(said);
    expect(document.body.innerHTML).not.toContain('token=');
    await click(button('Dismiss'));
    expect(document.querySelector('.handover')).toBeNull();
  });

  it('and the browser does not copy either, the text is shown selected, and in no snapshot of the popup', async () => {
    const actions = await drawCard(answering({ how: 'not-sent', why: 'off', text: INVITATION }));
    actions.copyText.mockRejectedValue(new Error('Write permission denied.'));
    await send();
    const area = find<HTMLTextAreaElement>('textarea');
    expect(area.value).toBe(INVITATION);
    expect([area.selectionStart, area.selectionEnd]).toEqual([0, INVITATION.length]);
    expect(find('.handover').textContent).toContain('Copy it from here');
    expect(JSON.stringify(takeSnapshot(document.body))).not.toContain('token=');
  });

  it('because Genesys Cloud asks to wait, it counts down and can then be sent again', async () => {
    const actions = await drawCard(refusing({ code: 'rate-limited', retryAt: NOW + 5_000, call: CALL }));
    await send();
    expect(button('Try again in 5 s').getAttribute('aria-disabled')).toBe('true');
    expect(actions.copyText).not.toHaveBeenCalled();
    await perform(() => vi.advanceTimersByTimeAsync(5_000));
    await click(button('Try again'));
    expect(actions.sendInvitation).toHaveBeenCalledTimes(2);
  });
});
