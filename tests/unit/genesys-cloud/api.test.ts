import { describe, expect, it } from 'vitest';
import * as agentStatus from '@/utils/genesys-cloud/agent-status';
import { createGenesysCloudApi } from '@/utils/genesys-cloud/api';
import * as chats from '@/utils/genesys-cloud/chats';
import * as cobrowseSessions from '@/utils/genesys-cloud/cobrowse-sessions';
import * as conversationDetails from '@/utils/genesys-cloud/conversation-details';
import * as conversations from '@/utils/genesys-cloud/conversations';
import * as names from '@/utils/genesys-cloud/names';
import * as notifications from '@/utils/genesys-cloud/notifications';
import * as platformCobrowse from '@/utils/genesys-cloud/platform-cobrowse';
import * as queueActivity from '@/utils/genesys-cloud/queue-activity';
import * as tokens from '@/utils/genesys-cloud/tokens';
import * as users from '@/utils/genesys-cloud/users';
import { recordedClient } from './recorded-client';

const ENDPOINT_FILES = {
  agentStatus,
  chats,
  cobrowseSessions,
  conversationDetails,
  conversations,
  names,
  notifications,
  platformCobrowse,
  queueActivity,
  tokens,
  users,
};

const USER = { id: 'u-1', name: 'Aiko' };

describe('the API', () => {
  it.each(Object.entries(ENDPOINT_FILES))('has every endpoint of %s under its own name', (_file, exports) => {
    const endpoints = Object.entries(exports).filter(([, value]) => typeof value === 'function');
    expect(endpoints.length).toBeGreaterThan(0);
    const api = createGenesysCloudApi(recordedClient({}).client);
    for (const [name] of endpoints) expect(api).toHaveProperty(name, expect.any(Function));
  });

  it('sends what the endpoint sends, by the client that it was made with', async () => {
    const { client, calls } = recordedClient(USER);
    const bound = recordedClient(USER);
    expect(await createGenesysCloudApi(bound.client).getUser('u-1')).toEqual({ userId: 'u-1', name: 'Aiko' });
    await users.getUser(client, 'u-1');
    expect(bound.calls).toEqual(calls);
  });

  it('passes all arguments on, and needs no `this`', async () => {
    const { client, calls } = recordedClient({});
    const { sendChatMessage } = createGenesysCloudApi(client);
    await sendChatMessage('u-1', 'Hello');
    expect(calls).toMatchObject([
      { path: '/api/v2/chats/users/u-1/messages', body: { message: 'Hello' }, repeatable: false },
    ]);
  });

  it('sends at another priority by another object, and stays as it was', async () => {
    const { client, calls } = recordedClient(USER);
    const api = createGenesysCloudApi(client);
    const prefetch = api.withPriority('prefetch');
    await prefetch.getUser('u-1');
    await prefetch.withPriority('checks').getUser('u-1');
    await api.getUser('u-1');
    expect(calls.map(({ priority }) => priority)).toEqual(['prefetch', 'checks', undefined]);
  });
});
