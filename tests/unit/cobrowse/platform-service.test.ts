import { describe, expect, it } from 'vitest';
import { createPlatformService, type PlatformApi } from '@/utils/cobrowse/platform-service';
import { fail } from '@/utils/errors/failure';
import type { CobrowseTrace } from '@/utils/genesys-cloud/platform-cobrowse';
import { failureOf } from '../failure-of';
import { AGENT, CONVERSATION_ID, DANA, MINUTE, NOW, SETTINGS } from './fixtures';

const REQUEST = {
  conversationId: CONVERSATION_ID,
  agentUserId: AGENT.userId,
  supervisorUserId: DANA.userId,
  settings: { allowRemoteControl: true, timeoutInMinutes: 30 },
};
const REF = { id: 's-1', conversationId: CONVERSATION_ID, service: 'platform' as const };

const trace = (changes: Partial<CobrowseTrace> = {}): CobrowseTrace => ({
  sessionId: 's-1',
  state: 'offered',
  viewer: null,
  startedAt: NOW - MINUTE,
  ...changes,
});

/** The service on an API of which a test gives what it needs. */
function createService(api: Partial<PlatformApi> = {}) {
  const unused = async () => {
    throw new Error('Not part of this test');
  };
  return createPlatformService({
    api: { offerCobrowse: unused, readCobrowseTraces: unused, ...api },
    getAppsOrigin: async () => 'https://apps.mypurecloud.de',
    getLanguage: () => 'de',
    now: () => NOW,
  });
}

const withTraces = (traces: CobrowseTrace[], conversationEnded = false) =>
  createService({ readCobrowseTraces: async () => ({ conversationEnded, traces }) });

describe('an offer', () => {
  const create = (answer: object) =>
    createService({ offerCobrowse: async () => ({ id: 's-1', ...answer }) }).create(REQUEST);

  it('has a code and an end for the supervisor, keeps no limit and grants no control', async () => {
    const dateOfferEnds = new Date(NOW + 3 * MINUTE).toISOString();
    expect(await create({ joinCode: '123456', dateOfferEnds, communicationType: 'Message' })).toEqual({
      id: 's-1',
      conversationId: CONVERSATION_ID,
      service: 'platform',
      participants: [
        { userId: AGENT.userId, role: 'agent', name: null },
        { userId: DANA.userId, role: 'supervisor', name: null },
      ],
      settings: null,
      startedAt: NOW,
      expiresAt: null,
      offer: { joinCode: '123456', endsAt: NOW + 3 * MINUTE, by: 'message' },
    });
  });

  it.each([
    [{}, { joinCode: null, endsAt: null, by: 'other' }],
    [
      { joinCode: '', dateOfferEnds: 'soon', communicationType: 'Unknown' },
      { joinCode: null, endsAt: null, by: 'other' },
    ],
    [{ communicationType: 'Call' }, { joinCode: null, endsAt: null, by: 'call' }],
  ])('that is answered as %j is %j', async (answer, offer) => {
    expect((await create(answer)).offer).toEqual(offer);
  });
});

describe('what is live in a conversation', () => {
  const find = (traces: CobrowseTrace[], ended = false) =>
    withTraces(traces, ended).findLive(CONVERSATION_ID);

  it('is nothing if there is no trace, if all ended, or if the conversation did', async () => {
    expect(await find([])).toBeNull();
    expect(await find([trace({ state: 'ended' })])).toBeNull();
    expect(await find([trace()], true)).toBeNull();
  });

  it('is the offer, without the code that only its maker is told', async () => {
    expect(await find([trace({ state: 'ended', sessionId: 's-0' }), trace()])).toEqual({
      id: 's-1',
      conversationId: CONVERSATION_ID,
      service: 'platform',
      participants: [],
      settings: null,
      startedAt: NOW - MINUTE,
      expiresAt: null,
      accepted: false,
      offer: { joinCode: null, endsAt: null, by: 'other' },
    });
  });

  it('is no offer any more once the customer shares; who views is in it', async () => {
    const viewer = { userId: AGENT.userId, name: AGENT.name };
    const live = await find([trace({ state: 'shared' }), trace({ state: 'shared', viewer })]);
    expect(live).toMatchObject({ accepted: true, participants: [{ ...viewer, role: 'supervisor' }] });
    expect(live?.offer).toBeUndefined();
  });

  it('has the conversation’s id where the platform tells none of its own', async () => {
    expect(await find([trace({ sessionId: null, startedAt: null })])).toMatchObject({
      id: CONVERSATION_ID,
      startedAt: NOW,
    });
  });
});

describe('a session', () => {
  it('is live while its trace says so, and also where there is no trace of it', async () => {
    expect(await withTraces([trace()]).read(REF)).toMatchObject({ id: 's-1', accepted: false });
    expect(await withTraces([trace({ state: 'shared' })]).read(REF)).toMatchObject({ accepted: true });
    expect(await withTraces([]).read(REF)).toMatchObject({ id: 's-1' });
    expect(await withTraces([trace({ sessionId: 's-0', state: 'ended' })]).read(REF)).not.toBeNull();
  });

  it('has ended where its trace says so, or the conversation is over or unknown', async () => {
    expect(await withTraces([trace({ state: 'ended' })]).read(REF)).toBeNull();
    expect(await withTraces([trace()], true).read(REF)).toBeNull();
    const unknown = createService({
      async readCobrowseTraces() {
        throw fail('not-found');
      },
    });
    expect(await unknown.read(REF)).toBeNull();
  });

  it('that cannot be read is not taken for ended', async () => {
    const service = createService({
      async readCobrowseTraces() {
        throw fail('unreachable');
      },
    });
    expect(await failureOf(service.read(REF))).toEqual({ code: 'unreachable' });
  });

  it('is shown by the viewer of the environment, without a request and without a secret', async () => {
    const { url, expiresAt } = await createService().createJoinLink(REF, DANA.userId);
    expect(url).toBe(
      `https://apps.mypurecloud.de/cobrowse-next/viewer.html?conversationId=${CONVERSATION_ID}&lang=de`,
    );
    expect(expiresAt).toBeGreaterThan(NOW + SETTINGS.timeoutInMinutes * MINUTE);
  });

  it('is left, not ended: there is no call for it', async () => {
    expect(await createService().end(REF)).toBe('left');
    expect(await createService().refusesSecondSession(CONVERSATION_ID)).toBe(false);
  });
});
