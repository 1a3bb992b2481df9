import { describe, expect, it } from 'vitest';
import { assertJoinLinkOrigin } from '@/utils/cobrowse/join-link-origin';
import { createSessionsService, type SessionsApi } from '@/utils/cobrowse/sessions-service';
import { fail } from '@/utils/errors/failure';
import type { CobrowseSessionAnswer } from '@/utils/genesys-cloud/cobrowse-sessions';
import { failureOf } from '../failure-of';
import { AGENT, CONVERSATION_ID, DANA, MINUTE, NOW, SETTINGS } from './fixtures';

const REQUEST = {
  conversationId: CONVERSATION_ID,
  agentUserId: AGENT.userId,
  supervisorUserId: DANA.userId,
  settings: { allowRemoteControl: true, timeoutInMinutes: 30 },
};

const REF = { id: 's-1', conversationId: CONVERSATION_ID, service: 'sessions' as const };

/** A complete answer of the API, with these changes. */
function answer(changes: Partial<CobrowseSessionAnswer> = {}): CobrowseSessionAnswer {
  return {
    id: 's-1',
    conversationId: CONVERSATION_ID,
    participants: [{ userId: AGENT.userId, role: 'agent' }],
    settings: SETTINGS,
    createdDate: new Date(NOW - MINUTE).toISOString(),
    expiresDate: new Date(NOW + 14 * MINUTE).toISOString(),
    ...changes,
  };
}

/** The service on an API of which a test gives the calls it needs. */
function createService(api: Partial<SessionsApi>, joinOrigin = 'https://apps.mypurecloud.com') {
  const unused = async () => {
    throw new Error('Not part of this test');
  };
  return createSessionsService({
    api: {
      listLiveSessions: unused,
      getSession: unused,
      createSession: unused,
      createJoinToken: unused,
      deleteSession: unused,
      ...api,
    },
    getJoinOrigin: async () => joinOrigin,
    now: () => NOW,
  });
}

describe('findLive', () => {
  const find = (...sessions: CobrowseSessionAnswer[]) =>
    createService({ listLiveSessions: async () => sessions }).findLive(CONVERSATION_ID);

  it('is the session of the conversation, in the words of the product', async () => {
    expect(
      await find(
        answer({
          participants: [
            { userId: 'u', role: 'agent', name: 'Aiko' },
            { userId: 'v', role: 'supervisor' },
            // A customer who is no user.
            { userId: '', role: 'customer' },
            { userId: null, role: 'customer' },
          ],
        }),
      ),
    ).toEqual({
      id: 's-1',
      service: 'sessions',
      conversationId: CONVERSATION_ID,
      participants: [
        { userId: 'u', role: 'agent', name: 'Aiko' },
        { userId: 'v', role: 'supervisor', name: null },
      ],
      settings: SETTINGS,
      startedAt: NOW - MINUTE,
      expiresAt: NOW + 14 * MINUTE,
    });
  });

  it('is none where there is none, or one of another conversation', async () => {
    expect(await find()).toBeNull();
    expect(await find(answer({ conversationId: 'other' }))).toBeNull();
  });

  it('is none that the listing shows although it has ended', async () => {
    expect(await find(answer({ state: 'ended' }))).toBeNull();
    expect(await find(answer({ id: 's-0', state: 'Ended' }), answer({ state: 'active' }))).toMatchObject({
      id: 's-1',
    });
  });

  it('is cobrowse-unavailable where the organization has no such collection', async () => {
    const service = createService({
      async listLiveSessions() {
        throw fail('not-found', { status: 404, correlationId: 'c-1' });
      },
    });
    expect(await failureOf(service.findLive(CONVERSATION_ID))).toEqual({
      code: 'cobrowse-unavailable',
      status: 404,
      correlationId: 'c-1',
    });
  });

  it.each([
    [0.2, 1],
    [-3, 1],
    [14.6, 15],
    [10_000, 480],
    [1e308, 480],
  ])('with a limit of %d minutes has one that the store can keep: %d', async (stated, kept) => {
    const live = await find(answer({ settings: { timeoutInMinutes: stated }, expiresDate: null }));
    expect(live?.settings?.timeoutInMinutes).toBe(kept);
    expect(live?.expiresAt).toBe(NOW + (kept - 1) * MINUTE);
  });

  it('does not mind the case of the conversation id', async () => {
    expect(await find(answer({ conversationId: CONVERSATION_ID.toUpperCase() }))).toMatchObject({
      conversationId: CONVERSATION_ID,
    });
  });
});

describe('create', () => {
  const create = (changes: Partial<CobrowseSessionAnswer>) =>
    createService({ createSession: async () => answer(changes) }).create(REQUEST);

  it('is refused if agent and supervisor are the same person', async () => {
    const service = createService({ createSession: async () => answer({}) });
    const agentUserId = REQUEST.supervisorUserId.toUpperCase();
    expect(await failureOf(service.create({ ...REQUEST, agentUserId }))).toEqual({
      code: 'no-agent',
      subject: 'own',
    });
  });

  it('prefers the settings in the answer over the requested ones', async () => {
    expect((await create({})).settings).toEqual(SETTINGS);
  });

  it('takes what was asked for where the answer does not say', async () => {
    const session = await create({ settings: null, createdDate: null, expiresDate: null });
    expect(session).toMatchObject({
      settings: REQUEST.settings,
      startedAt: NOW,
      expiresAt: NOW + 30 * MINUTE,
    });
  });

  it.each([null, 'tomorrow', ''])(
    'counts the end from the start where the date is %j',
    async (expiresDate) => {
      expect((await create({ expiresDate })).expiresAt).toBe(NOW - MINUTE + 15 * MINUTE);
    },
  );
});

describe('createJoinLink', () => {
  const token = (expiresAt: string, value = 'tök en&x=1') => ({
    createJoinToken: async () => ({ token: value, expiresAt }),
  });

  it.each(['https://apps.mypurecloud.com', 'http://localhost:4000'])(
    'builds the link on the join origin %s',
    async (origin) => {
      const { url } = await createService(token('2026-08-01T12:05:00Z'), origin).createJoinLink(REF, 'u');
      expect(new URL(url).origin).toBe(origin);
      expect(new URL(url).pathname).toBe('/cobrowse/join');
      expect([...new URL(url).searchParams]).toEqual([['token', 'tök en&x=1']]);
    },
  );

  it('keeps a token that looks like an address inside the query', async () => {
    const { url } = await createService(token('2026-08-01T12:05:00Z', '//evil.example/#')).createJoinLink(
      REF,
      'u',
    );
    expect(new URL(url).origin).toBe('https://apps.mypurecloud.com');
    expect(new URL(url).hash).toBe('');
  });

  it('knows when the link expires, and treats an unreadable date as expired', async () => {
    const endOf = async (expiresAt: string) =>
      (await createService(token(expiresAt)).createJoinLink(REF, 'u')).expiresAt;
    expect(await endOf('2026-08-01T12:05:00Z')).toBe(NOW + 5 * MINUTE);
    expect(await endOf('soon')).toBe(0);
  });
});

describe('read', () => {
  const read = (getSession: SessionsApi['getSession']) => createService({ getSession }).read(REF);

  it.each(['pending', 'active', 'paused-by-some-later-version', null, undefined])(
    'is the session while its state is %s',
    async (state) => {
      expect(await read(async () => answer(state === undefined ? {} : { state }))).toMatchObject({
        id: 's-1',
        expiresAt: NOW + 14 * MINUTE,
      });
    },
  );

  it('is nothing once it has ended or is unknown', async () => {
    expect(await read(async () => answer({ state: 'ended' }))).toBeNull();
    expect(
      await read(async () => {
        throw fail('not-found', { status: 404 });
      }),
    ).toBeNull();
  });

  it('throws any other failure: the session may not be over', async () => {
    const failing = read(async () => {
      throw fail('unreachable');
    });
    expect(await failureOf(failing)).toEqual({ code: 'unreachable' });
  });
});

describe('end', () => {
  /**
   * Ends a session at a service that refuses with this error and returns the session in this state
   * when read.
   */
  const end = (refusal: Error | null, getSession?: SessionsApi['getSession']) =>
    createService({
      async deleteSession() {
        if (refusal) throw refusal;
      },
      ...(getSession && { getSession }),
    }).end(REF);
  const notFound = () => fail('not-found', { status: 404 });

  it('ends the session', async () => {
    expect(await end(null)).toBe('ended');
  });

  it('of a session that has ended already is no failure', async () => {
    expect(await end(notFound(), async () => answer({ state: 'ended' }))).toBe('ended');
    expect(
      await end(notFound(), async () => {
        throw notFound();
      }),
    ).toBe('ended');
  });

  it('leaves the session where the service has no end call', async () => {
    expect(await end(fail('invalid-request', { status: 405 }))).toBe('left');
    expect(await end(notFound(), async () => answer({ state: 'active' }))).toBe('left');
  });

  it('has ended it where it is refused because it is over, and not where it goes on', async () => {
    const refused = fail('permission-denied', { status: 403 });
    expect(await end(refused, async () => answer({ state: 'ended' }))).toBe('ended');
    expect(await failureOf(end(refused, async () => answer({ state: 'active' })))).toMatchObject({
      code: 'permission-denied',
    });
  });

  it('passes any other failure on', async () => {
    expect(await failureOf(end(fail('server-error')))).toEqual({ code: 'server-error' });
    const unreadable = end(notFound(), async () => {
      throw fail('timed-out');
    });
    expect(await failureOf(unreadable)).toEqual({ code: 'timed-out' });
  });
});

describe('a join link', () => {
  it.each([
    ['another host', '//evil.example/x'],
    ['a way up', '../../directory/'],
    ['a user name', '@evil.example'],
    ['another address', 'https://evil.example/cobrowse/join'],
    ['a line break', 'a\r\nLocation: https://evil.example'],
    ['a fragment and a query', 't#x?y&token=other'],
    ['a script', 'javascript:alert(1)'],
  ])(
    'made of a token that reads as %s leads to the join page all the same, with the token as it is',
    async (_what, token) => {
      const service = createService({
        createJoinToken: async () => ({ token, expiresAt: new Date(NOW + MINUTE).toISOString() }),
      });
      const { url } = await service.createJoinLink({ id: 's-1' } as never, DANA.userId);
      const { origin, pathname, searchParams, hash } = new URL(url);
      expect({ origin, pathname, hash }).toEqual({
        origin: 'https://apps.mypurecloud.com',
        pathname: '/cobrowse/join',
        hash: '',
      });
      expect(searchParams.getAll('token')).toEqual([token]);
      expect(() => assertJoinLinkOrigin(url, { joinOrigin: origin, appsOrigin: origin })).not.toThrow();
    },
  );
});
