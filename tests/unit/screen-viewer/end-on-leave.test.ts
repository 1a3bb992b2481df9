import { afterEach, expect, it, vi } from 'vitest';
import { screenMonitoringSessionPath } from '@/utils/genesys-cloud/screen-monitoring-path';
import { endOnLeave, type LeavingSession } from '@/utils/screen-viewer/end-on-leave';

const session = { id: 'm1', conversationId: 'c1', agentUserId: 'a1', participantId: 'p1' };

const pathOf = (one: LeavingSession) => screenMonitoringSessionPath(one.conversationId, one, one.id);

afterEach(() => vi.unstubAllGlobals());

it('names the session of a conversation, or of the agent', () => {
  expect(pathOf(session)).toBe('/api/v2/conversations/c1/participants/p1/screenmonitors/sessions/m1');
  expect(pathOf({ ...session, participantId: null })).toBe('/api/v2/users/a1/screenmonitors/sessions/m1');
});

it('lets no id lead elsewhere', () => {
  expect(pathOf({ ...session, id: '../../x?y' })).toMatch(/sessions\/\.\.%2F\.\.%2Fx%3Fy$/);
});

it('ends each session by a request that outlives the page, with the token in the header only', () => {
  const fetch = vi.fn<typeof globalThis.fetch>(async () => new Response(null, { status: 204 }));
  vi.stubGlobal('fetch', fetch);
  endOnLeave([session, { ...session, id: 'm2', participantId: null }], 'https://api.example', 'secret');
  expect(fetch.mock.calls.map(([url]) => url)).toEqual([
    'https://api.example/api/v2/conversations/c1/participants/p1/screenmonitors/sessions/m1',
    'https://api.example/api/v2/users/a1/screenmonitors/sessions/m2',
  ]);
  for (const [url, init] of fetch.mock.calls) {
    expect(init).toMatchObject({
      method: 'DELETE',
      keepalive: true,
      headers: { authorization: 'Bearer secret' },
    });
    expect(String(url)).not.toContain('secret');
  }
});

it('throws nothing into a page that is closing', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new Error('gone')));
  expect(() => endOnLeave([session], 'https://api.example', 'secret')).not.toThrow();
});
