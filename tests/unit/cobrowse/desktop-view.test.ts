import { describe, expect, it } from 'vitest';
import { toDesktopView } from '@/utils/cobrowse/desktop-view';
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
    });
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
});
