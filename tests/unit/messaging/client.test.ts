import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { sendRequest } from '@/utils/messaging/client';
import { messenger } from '@/utils/messaging/messenger';

beforeEach(() => {
  fakeBrowser.reset();
});

afterEach(() => {
  fakeBrowser.runtime.onMessage.removeAllListeners();
});

describe('sendRequest', () => {
  it('sends the body and answers what the background answers', async () => {
    messenger.onMessage('get-agent-link', ({ data }) => ({ ok: true, value: `link of ${data.sessionId}` }));
    expect(await sendRequest('get-agent-link', { sessionId: 'cbs-1' })).toEqual({
      ok: true,
      value: 'link of cbs-1',
    });
  });

  it('passes a failure on', async () => {
    messenger.onMessage('sign-in', () => ({ ok: false, failure: { code: 'sign-in-canceled' } }));
    expect(await sendRequest('sign-in')).toEqual({ ok: false, failure: { code: 'sign-in-canceled' } });
  });

  it('asks a worker that died over it again, but for what must not be done twice', async () => {
    const asked: string[] = [];
    for (const type of ['get-agent-link', 'send-invitation'] as const) {
      messenger.onMessage(type, () => {
        asked.push(type);
        throw new Error('The message port closed before a response was received.');
      });
      expect((await sendRequest(type, { sessionId: 'cbs-1' })).ok).toBe(false);
    }
    expect(asked).toEqual(['get-agent-link', 'get-agent-link', 'send-invitation']);
  });

  it('does not throw when the background is gone', async () => {
    expect(await sendRequest('sign-out')).toEqual({ ok: false, failure: { code: 'unexpected-error' } });
  });
});
