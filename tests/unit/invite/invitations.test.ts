import { describe, expect, it } from 'vitest';
import type { EndedSession, JoinLink, Session } from '@/utils/cobrowse/model';
import { createSessionStore } from '@/utils/cobrowse/session-store';
import type { ErrorCode } from '@/utils/errors/codes';
import { fail } from '@/utils/errors/failure';
import { createInvitations } from '@/utils/invite/invitations';
import { AGENT, MINUTE, memoryStore, NOW, storedSession } from '../cobrowse/fixtures';
import { failureOf } from '../failure-of';

const LINK = 'https://apps.example.com/cobrowse/join?token=secret';

/** A live session in a real store, and a chat with configurable answers. */
async function createScene(changes: Partial<Session> = {}) {
  const world = {
    now: NOW,
    /** How far the server's clock is ahead. */
    serverAheadMs: 0,
    chatOff: false,
    language: async (): Promise<string | null> => 'es-ES',
    /** What happens when a message is sent. */
    chat: async (): Promise<void> => undefined,
    /** Whether the agent is in the conversation still. */
    requireAgent: async (): Promise<void> => undefined,
    sent: [] as { userId: string; message: string }[],
  };
  const sessions = memoryStore<Record<string, Session>>({});
  const sessionStore = createSessionStore({
    sessions,
    ended: memoryStore<EndedSession[]>([]),
    joinLinks: memoryStore<Record<string, Record<string, JoinLink>>>({}),
    now: () => world.now,
  });
  await sessionStore.keepSession(storedSession('s-1', { purpose: 'training', ...changes }));
  const invitations = createInvitations({
    api: {
      getLanguagePreference: () => world.language(),
      async sendChatMessage(userId, message) {
        world.sent.push({ userId, message });
        await world.chat();
      },
    },
    sessionStore,
    requireAgent: () => world.requireAgent(),
    getAgentLink: async () => ({ url: LINK, expiresAt: NOW + 15 * MINUTE }),
    getSupervisorName: async () => 'Dana Whitfield',
    getNotice: async () => 'Sessions are logged.',
    isChatOff: async () => world.chatOff,
    toServer: (time) => time + world.serverAheadMs,
    now: () => world.now,
  });
  const invited = async () => (await sessionStore.session('s-1'))?.invitation;
  return { world, sessionStore, sessions, invitations, invited };
}

const refuse = (code: ErrorCode, status?: number) => async () => {
  throw fail(code, {
    call: `POST /api/v2/chats/users/${AGENT.userId}/messages`,
    apiMessage: `cannot send “${LINK}”`,
    fieldPath: LINK,
    ...(status !== undefined && { status }),
  });
};

describe('sending', () => {
  it('writes to the agent in their language and records when', async () => {
    const { world, invitations, invited } = await createScene();
    expect(await invitations.send('s-1')).toEqual({ how: 'sent' });
    expect(world.sent).toEqual([{ userId: AGENT.userId, message: expect.stringContaining('le invita') }]);
    expect(world.sent[0]?.message).toMatch(/Motivo: Formación.*Sessions are logged\..*token=secret$/s);
    expect(await invited()).toEqual({ at: NOW, certain: true });
  });

  it('says until when by the server’s clock, though this computer’s is wrong', async () => {
    const { world, invitations } = await createScene();
    world.language = async () => 'en-US';
    world.serverAheadMs = -7 * MINUTE;
    await invitations.send('s-1');
    // Started at :00, for 15 minutes.
    expect(world.sent[0]?.message).toMatch(/\d:08\D.*15 min/);
  });

  it('writes in English where the language cannot be read', async () => {
    const { world, invitations } = await createScene();
    world.language = async () => {
      throw fail('timed-out');
    };
    await invitations.send('s-1');
    expect(world.sent[0]?.message).toContain('invites you');
  });

  it('pressed twice while it is under way sends once; pressed again it sends again', async () => {
    const { world, invitations } = await createScene();
    await Promise.all([invitations.send('s-1'), invitations.send('s-1')]);
    expect(world.sent).toHaveLength(1);
    await invitations.send('s-1');
    expect(world.sent).toHaveLength(2);
  });

  it.each([
    ['permission-denied', 403],
    ['not-found', 404],
    ['invalid-request', 400],
    ['conflict', 409],
  ] as const)('answers the text where chat is impossible: %s', async (code, status) => {
    const { world, invitations, invited } = await createScene();
    world.chat = refuse(code, status);
    expect(await invitations.send('s-1')).toEqual({
      how: 'not-sent',
      why: { code, status, call: expect.any(String) },
      text: world.sent[0]?.message,
    });
    expect(await invited()).toBeNull();
  });

  it('sends nothing where the organization has switched it off', async () => {
    const { world, invitations, invited } = await createScene();
    world.chatOff = true;
    const delivery = await invitations.send('s-1');
    expect(delivery).toMatchObject({ how: 'not-sent', why: 'off', text: expect.stringContaining(LINK) });
    expect(world.sent).toEqual([]);
    expect(await invited()).toBeNull();
  });

  it.each(['timed-out', 'unreachable', 'server-error', 'unexpected-response'] as const)(
    'says and records that it may have been sent where the answer is lost: %s',
    async (code) => {
      const { world, invitations, invited } = await createScene();
      world.chat = refuse(code);
      expect(await invitations.send('s-1')).toMatchObject({
        how: 'unsure',
        why: { code },
        text: expect.stringContaining(LINK),
      });
      expect(world.sent).toHaveLength(1);
      expect(await invited()).toEqual({ at: NOW, certain: false });
    },
  );

  it('leaves “may have been sent” behind when the worker dies over it', async () => {
    const { world, invitations, invited } = await createScene();
    world.chat = () => new Promise(() => undefined);
    void invitations.send('s-1');
    await expect.poll(invited).toEqual({ at: NOW, certain: false });
  });

  it.each(['signed-out', 'rate-limited', 'host-access-missing'] as const)(
    'throws what the user can mend or wait for, and the invitation before stays recorded: %s',
    async (code) => {
      const before = { at: NOW - MINUTE, certain: true };
      const { world, invitations, invited } = await createScene({ invitation: before });
      world.chat = refuse(code);
      expect(await failureOf(invitations.send('s-1'))).toMatchObject({ code });
      expect(await invited()).toEqual(before);
    },
  );

  it('lets no link into a failure or into the store, whatever the platform quotes', async () => {
    for (const code of ['invalid-request', 'permission-denied', 'server-error', 'rate-limited'] as const) {
      const { world, invitations, sessions } = await createScene();
      world.chat = refuse(code);
      const { text: _, ...delivery } = await invitations
        .send('s-1')
        .then((answer) => ('text' in answer ? answer : { ...answer, text: '' }))
        .catch(async (error: unknown) => ({ failure: await failureOf(Promise.reject(error)), text: '' }));
      expect(JSON.stringify([delivery, await sessions.get()])).not.toContain('token=');
    }
  });

  it('is not for a session that has ended', async () => {
    const { world, sessionStore, invitations } = await createScene();
    await sessionStore.endSession('s-1', 'ended-by-you');
    for (const invite of [invitations.send, invitations.text])
      expect(await failureOf(invite('s-1'))).toEqual({ code: 'not-found', subject: 'session' });
    expect(world.sent).toEqual([]);
  });
});

it('the text alone is what would be sent', async () => {
  const { world, invitations } = await createScene();
  const text = await invitations.text('s-1');
  expect(world.sent).toEqual([]);
  await invitations.send('s-1');
  expect(world.sent[0]?.message).toBe(text);
});

describe('a session that shows the customer’s page', () => {
  it.each(['send', 'text'] as const)(
    'has no link for an agent: %s is refused before anything is asked',
    async (ask) => {
      const { world, invitations, invited } = await createScene({ service: 'platform' });
      expect(await failureOf(invitations[ask]('s-1'))).toEqual({ code: 'invalid-message' });
      expect(world.sent).toEqual([]);
      expect(await invited()).toBeNull();
    },
  );
});
