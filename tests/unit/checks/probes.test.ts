import { describe, expect, it, vi } from 'vitest';
import { PROBES } from '@/utils/checks/model';
import { createProbes, type ProbeSources } from '@/utils/checks/probes';
import { fail } from '@/utils/errors/failure';
import { failureOf } from '../failure-of';
import { NOW, partialOf, readingOf } from '../floor/fixtures';
import { NO_ACTIVITY, NO_AGENTS } from '../floor/floor-harness';

const IDENTITY = { userId: 'u-1', name: 'Susan Visor', permissions: ['routing:queue:view'] };

function scene(changes: Partial<ProbeSources> = {}) {
  const sources: ProbeSources = {
    redeemMadeUpCode: async () => {
      throw fail('sign-in-failed', { status: 400, apiMessage: 'invalid_grant' });
    },
    api: {
      describeToken: async () => ({ scopes: ['conversations'], organization: 'Example Ltd' }),
      listActiveConversations: async () => [readingOf('c-1')],
      queryAgentStatus: async () => ({ ...NO_AGENTS, partialConversations: [partialOf('c-1')] }),
      queryQueueActivity: async () => ({ ...NO_ACTIVITY, partialConversations: [partialOf('c-1')] }),
      findActiveConversations: async () => ({ partialConversations: [partialOf('c-1')], isLastPage: true }),
      listLiveSessions: vi.fn(async () => []),
      tellsMonitoredAgents: async () => true,
    },
    clockAheadMs: () => 1_500,
    readIdentity: async () => IDENTITY,
    noteIdentity: vi.fn(async () => undefined),
    someConversationId: async () => 'c-1',
    reachChannel: async () => ({ connectUri: 'wss://secret' }),
    now: () => NOW,
    ...changes,
  };
  return { sources, probe: createProbes(sources) };
}

describe('probes', () => {
  it('return their result and nothing else of what they read', async () => {
    const { probe, sources } = scene();
    expect(await probe('token')).toEqual({
      scopes: ['conversations'],
      organization: 'Example Ltd',
      clockAheadMs: 1_500,
    });
    expect(await probe('person')).toEqual({ permissions: ['routing:queue:view'] });
    expect(sources.noteIdentity).toHaveBeenCalledWith(IDENTITY);
    expect(await probe('screen-service')).toEqual({ tellsAgents: true });
    for (const name of PROBES.filter((one) => !['token', 'person', 'screen-service'].includes(one))) {
      expect(await probe(name), name).toEqual({});
    }
  });

  it('treat a refused code as proof of a known client', async () => {
    expect(await scene().probe('client')).toEqual({});
  });

  it.each([
    ['a client that is not', fail('invalid-client', { status: 400 })],
    ['a host that cannot be reached', fail('unreachable')],
    ['a refusal that is not the server’s', fail('sign-in-failed')],
  ])('do not take %s for one that is known', async (_what, refusal) => {
    const { probe } = scene({
      redeemMadeUpCode: async () => {
        throw refusal;
      },
    });
    expect(await failureOf(probe('client'))).toEqual(refusal.failure);
  });

  it('do not believe a server that takes a code which was never issued', async () => {
    const { probe } = scene({ redeemMadeUpCode: async () => ({ accessToken: 'x' }) });
    expect(await failureOf(probe('client'))).toMatchObject({ code: 'unexpected-response' });
  });

  it('look up sessions of an existing conversation, or of a made-up one', async () => {
    const there = scene();
    await there.probe('sessions-service');
    expect(there.sources.api.listLiveSessions).toHaveBeenCalledWith('c-1');
    const empty = scene({ someConversationId: async () => null });
    await empty.probe('sessions-service');
    expect(empty.sources.api.listLiveSessions).toHaveBeenCalledWith('00000000-0000-4000-8000-000000000000');
  });

  it('know no permissions where the platform did not tell', async () => {
    const { probe } = scene({ readIdentity: async () => ({ userId: 'u-1', name: 'Susan Visor' }) });
    expect(await probe('person')).toEqual({ permissions: null });
  });
});
