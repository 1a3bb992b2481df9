import { describe, expect, it } from 'vitest';
import { toDesktopView, withoutIds } from '@/utils/cobrowse/desktop-view';
import type { Start } from '@/utils/cobrowse/model';
import { ERROR_CODES } from '@/utils/errors/codes';
import { AGENT, CONVERSATION_ID, DANA, NOW, newStart, storedSession } from './fixtures';

const start = (state: Start['state']): Start => ({ ...newStart({ customerName: 'Amelia Hart' }), state });
const session = storedSession('secret-session', { tabId: 7 });

/**
 * What the desktop page, which is not ours, must never see; names only where they are given to be
 * shown.
 */
const SECRETS = [
  DANA.userId,
  AGENT.userId,
  AGENT.name,
  session.id,
  'Amelia Hart',
  'Billing',
  'corr-1',
  '/api/v2',
  'http',
];

describe('what the desktop page may know', () => {
  it('is that a conversation is idle', () => {
    expect(toDesktopView(CONVERSATION_ID, null, null)).toEqual({
      conversationId: CONVERSATION_ID,
      phase: 'idle',
    });
  });

  it('is who it is with, by name', () => {
    const names = { customer: 'Amelia Hart', agent: AGENT.name, hasAgent: true };
    for (const view of [
      toDesktopView(CONVERSATION_ID, null, null, { names }),
      toDesktopView(CONVERSATION_ID, null, session, { names }),
      toDesktopView(CONVERSATION_ID, start({ phase: 'running', step: 'opening', tries: 0 }), null, { names }),
      toDesktopView(CONVERSATION_ID, start({ phase: 'failed', failure: { code: 'no-agent' } }), null, {
        names,
      }),
    ])
      expect(view.names).toEqual(names);
  });

  it('is whose page a start would show, where that is known', () => {
    expect(toDesktopView(CONVERSATION_ID, null, null, { shows: 'customer-page' })).toEqual({
      conversationId: CONVERSATION_ID,
      phase: 'idle',
      shows: 'customer-page',
    });
  });

  it('is no join code', () => {
    const offer = { joinCode: '123456', endsAt: NOW, by: 'call' as const };
    const offered = storedSession('s-1', { service: 'platform', offer });
    expect(JSON.stringify(toDesktopView(CONVERSATION_ID, null, offered))).not.toContain('123456');
  });

  it('is that an idle one asks what it is for', () => {
    expect(toDesktopView(CONVERSATION_ID, null, null, { asksPurpose: true })).toEqual({
      conversationId: CONVERSATION_ID,
      phase: 'idle',
      asksPurpose: true,
    });
  });

  it('is the step of a start', () => {
    expect(
      toDesktopView(CONVERSATION_ID, start({ phase: 'running', step: 'creating', tries: 0 }), null),
    ).toEqual({
      conversationId: CONVERSATION_ID,
      phase: 'running',
      step: 'creating',
    });
  });

  it('is how long a session lasts and whether it may control', () => {
    expect(toDesktopView(CONVERSATION_ID, null, session)).toEqual({
      conversationId: CONVERSATION_ID,
      phase: 'live',
      expiresAt: session.expiresAt,
      allowRemoteControl: false,
      invite: 'new',
    });
  });

  it('is whether the agent can be invited, and whether that was done', () => {
    const inviteOf = (changes: Parameters<typeof storedSession>[1], isChatOff = false) => {
      const view = toDesktopView(CONVERSATION_ID, null, storedSession('s-1', changes), { isChatOff });
      return view.phase === 'live' ? view.invite : null;
    };
    expect(inviteOf({ invitation: { at: NOW, certain: true } })).toBe('again');
    expect(inviteOf({ invitation: { at: NOW, certain: false } })).toBe('unsure');
    expect(inviteOf({}, true)).toBeUndefined();
    expect(inviteOf({ service: 'platform' })).toBeUndefined();
  });

  it('is that a session without an end call is left', () => {
    const left = storedSession('s-1', { service: 'platform' });
    expect(toDesktopView(CONVERSATION_ID, null, left)).toMatchObject({ leaves: true });
    expect(toDesktopView(CONVERSATION_ID, null, session)).not.toHaveProperty('leaves');
  });

  it('is what Genesys Cloud said about a failure, as the popup shows it', () => {
    const failure = {
      code: 'permission-denied',
      apiMessage: 'You are missing cobrowse:session:add.',
    } as const;
    const view = toDesktopView(CONVERSATION_ID, start({ phase: 'failed', failure }), null);
    expect(JSON.stringify(view)).toContain('You are missing cobrowse:session:add.');
  });

  it('tells that the agent of a session has left, and that a conversation is one’s own', () => {
    const change = { left: 'Aiko Tanaka', now: { name: 'Bruno Costa', rings: false } };
    expect(toDesktopView(CONVERSATION_ID, null, session, {}, change)).toMatchObject({
      phase: 'live',
      change,
    });
    expect(toDesktopView(CONVERSATION_ID, null, null, { isOwn: true })).toMatchObject({
      phase: 'idle',
      isOwn: true,
    });
    expect(toDesktopView(CONVERSATION_ID, null, null, { isOwn: false })).not.toHaveProperty('isOwn');
  });

  it('is the sentence of a failure, and until when to wait', () => {
    const waiting = start({ phase: 'waiting', failure: { code: 'rate-limited', retryAt: NOW + 5000 } });
    expect(toDesktopView(CONVERSATION_ID, waiting, null)).toMatchObject({
      phase: 'waiting',
      retryAt: NOW + 5000,
      message: { recoveryAction: 'wait' },
    });
    const failed = start({ phase: 'failed', failure: { code: 'no-agent' } });
    expect(toDesktopView(CONVERSATION_ID, failed, null)).toMatchObject({ phase: 'failed' });
    expect(toDesktopView(CONVERSATION_ID, failed, null)).not.toHaveProperty('retryAt');
  });

  it('shows the start rather than the session: the supervisor is watching it', () => {
    const running = start({ phase: 'running', step: 'opening', tries: 0 });
    expect(toDesktopView(CONVERSATION_ID, running, session).phase).toBe('running');
  });

  it('never holds a person, a session, a link or a call', () => {
    const call = `POST /api/v2/cobrowse/sessions/${session.id}/participants/${DANA.userId}/tokens`;
    const views = [
      toDesktopView(CONVERSATION_ID, null, session),
      toDesktopView(CONVERSATION_ID, start({ phase: 'running', step: 'opening', tries: 0 }), session),
      ...ERROR_CODES.map((code) =>
        toDesktopView(
          CONVERSATION_ID,
          start({ phase: 'failed', failure: { code, call, correlationId: 'corr-1' } }),
          session,
        ),
      ),
    ];
    for (const secret of SECRETS) expect(JSON.stringify(views)).not.toContain(secret);
  });

  it('has none of them in what Genesys Cloud said either', () => {
    const userId = '7c9e6679-7425-40de-944b-e07fc1f90ae7';
    const apiMessage = `User ${userId} <dana@example.com> may not open https://x.example/join?token=t; token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.c2lnbmF0dXJl`;
    const views = ERROR_CODES.map((code) =>
      toDesktopView(CONVERSATION_ID, start({ phase: 'failed', failure: { code, apiMessage } }), null),
    );
    for (const secret of [...SECRETS, userId, 'example.com', 'eyJ', 'c2ln'])
      expect(JSON.stringify(views)).not.toContain(secret);
    expect(JSON.stringify(views)).toContain('may not open');
  });
});

it.each([
  ['You are missing the permission conversation:cobrowse:add.', null],
  ['Realtime monitoring: organization-limit-exceeded', null],
  [`Session ${CONVERSATION_ID} is gone`, 'Session … is gone'],
  ['x'.repeat(64), '…'],
  ['See https://help.example/a?b=c now', 'See … now'],
])('shortens %j for the page to what is no id', (sentence, shown) => {
  expect(withoutIds(sentence)).toBe(shown ?? sentence);
});
