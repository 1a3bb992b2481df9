import { describe, expect, it } from 'vitest';
import { fail } from '@/utils/errors/failure';
import { failureOf } from '../failure-of';
import { AGENT, CONVERSATION_ID, conversation, DANA, liveSession, MINUTE, NOW, SETTINGS } from './fixtures';
import { createScene, OFFER, VIEWER } from './start-harness';

const request = {
  conversationId: CONVERSATION_ID,
  settings: { allowRemoteControl: true, timeoutInMinutes: 30 },
};
const onPlatform = () => createScene({ kind: 'platform' });

describe('a start with the platform’s co-browse', () => {
  it('is two round trips, the look and the offer: there are no tokens to wait for', async () => {
    const scene = onPlatform();
    scene.world.listed = conversation();
    const session = await scene.starter.start(request);
    expect(scene.network.rounds).toEqual([['findLive'], ['create']]);
    expect(scene.world.shown).toEqual([VIEWER]);
    expect(session).toEqual({
      id: 's-1',
      service: 'platform',
      conversationId: CONVERSATION_ID,
      supervisorUserId: DANA.userId,
      agent: { userId: AGENT.userId, name: AGENT.name },
      customerName: 'Amelia Hart',
      queueName: 'Billing',
      // Control is the customer's to give, in the viewer.
      settings: { allowRemoteControl: false, timeoutInMinutes: 30 },
      joinedExisting: false,
      startedAt: NOW,
      expiresAt: NOW + 30 * MINUTE,
      joinedAt: NOW,
      tabId: 77,
      offer: OFFER,
      purpose: null,
      invitation: null,
    });
    expect(await scene.sessionStore.joinLink('s-1', AGENT.userId)).toBeNull();
  });

  it('lasts no longer than the organization allows, though the service keeps no limit', async () => {
    const scene = onPlatform();
    scene.world.limit = (settings) => ({ ...settings, timeoutInMinutes: 5 });
    expect(await scene.starter.start(request)).toMatchObject({
      settings: { allowRemoteControl: false, timeoutInMinutes: 5 },
      expiresAt: NOW + 5 * MINUTE,
    });
  });

  it('looks again though nothing was live when it was read ahead, and reads nothing else twice', async () => {
    const scene = onPlatform();
    await scene.prepare();
    // Somebody else was quicker.
    scene.make();
    expect(await scene.starter.start(request)).toMatchObject({ id: 's-1', joinedExisting: true });
    expect(scene.network.rounds).toEqual([['findLive']]);
    expect(scene.count('create')).toBe(0);
  });

  it('joins what is live without its code, which only its maker was told', async () => {
    const scene = onPlatform();
    scene.make();
    const session = await scene.starter.start(request);
    expect(session).toMatchObject({ joinedExisting: true, offer: { ...OFFER, joinCode: null } });
  });

  it('joined again is no longer than before, and keeps its code', async () => {
    const scene = onPlatform();
    await scene.starter.start(request);
    scene.world.now = NOW + 20 * MINUTE;
    const again = await scene.starter.start({ ...request, settings: SETTINGS });
    expect(again).toMatchObject({
      expiresAt: NOW + 30 * MINUTE,
      settings: { allowRemoteControl: false, timeoutInMinutes: 30 },
      offer: OFFER,
    });
    expect(scene.count('create')).toBe(1);
  });

  it('does not take the place of who views already', async () => {
    const scene = onPlatform();
    scene.world.live = liveSession('s-other', {
      service: 'platform',
      participants: [{ userId: AGENT.userId, role: 'supervisor', name: AGENT.name }],
    });
    expect(await failureOf(scene.starter.start(request))).toEqual({
      code: 'conflict',
      subject: 'session',
      owner: AGENT.name,
    });
    expect(scene.world.shown).toEqual([]);
  });

  it.each(['timed-out', 'unreachable', 'server-error', 'unexpected-response'] as const)(
    'whose answer was lost (%s) is looked for: no second offer is made',
    async (code) => {
      const scene = onPlatform();
      scene.failNext('create', () => {
        scene.make();
        throw fail(code);
      });
      const session = await scene.starter.start(request);
      expect(session).toMatchObject({ id: 's-1', joinedExisting: false, offer: { joinCode: null } });
      expect(scene.count('create')).toBe(1);
      expect(scene.network.calls().slice(-2)).toEqual(['create', 'findLive']);
    },
  );

  it('whose answer was lost and that left no trace is offered once more, after two looks', async () => {
    const scene = onPlatform();
    scene.world.listed = conversation();
    scene.failNext('create', () => {
      throw fail('timed-out');
    });
    expect(await scene.starter.start(request)).toMatchObject({ id: 's-1' });
    const calls = scene.network.calls().filter((call) => call !== 'getConversation');
    expect(calls).toEqual(['findLive', 'create', 'findLive', 'findLive', 'create']);
  });

  it('that was refused because one is live (409) joins that one', async () => {
    const scene = onPlatform();
    scene.world.listed = conversation();
    scene.failNext('create', () => {
      scene.make();
      throw fail('conflict', { status: 409 });
    });
    expect(await scene.starter.start(request)).toMatchObject({ id: 's-1', joinedExisting: true });
    expect(scene.network.rounds).toEqual([['findLive'], ['create'], ['findLive']]);
  });

  it('that is not allowed (403) names the permission', async () => {
    const scene = onPlatform();
    const subject = 'the permission “conversation:cobrowse:add”';
    scene.failNext('create', () => {
      throw fail('permission-denied', { status: 403, subject });
    });
    expect(await failureOf(scene.starter.start(request))).toMatchObject({
      code: 'permission-denied',
      subject,
    });
  });

  it('that is unknown (404) for an active conversation means that there is no such service', async () => {
    const scene = onPlatform();
    scene.failNext('create', () => {
      throw fail('not-found', { status: 404 });
    });
    expect(await failureOf(scene.starter.start(request))).toMatchObject({ code: 'cobrowse-unavailable' });
  });

  it('that a worker’s death cut off while it was offered is looked for by the next', async () => {
    const scene = onPlatform();
    scene.network.hold('create');
    void scene.starter.start(request).catch(() => undefined);
    await expect.poll(() => scene.count('create')).toBe(1);
    // The offer was created, but the answer is lost.
    scene.make();
    await scene.nextWorker().resumeInterrupted();
    expect(scene.count('create')).toBe(1);
    expect(await scene.sessionStore.sessionOf(CONVERSATION_ID)).toMatchObject({
      id: 's-1',
      service: 'platform',
    });
    expect(scene.world.shown).toEqual([VIEWER]);
  });
});
