import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseNotification } from '@/utils/notifications/parse-notification';
import { CLOSING, change, HEARTBEAT, NO_LONGER_SUBSCRIBED, PONG, TOKEN_REVOKED } from './channel-server';

const kindOf = (content: unknown) => parseNotification(JSON.stringify(content)).kind;

describe('parseNotification', () => {
  it.each([
    ['a heartbeat', HEARTBEAT, 'ignored'],
    ['a pong', PONG, 'ignored'],
    ['a change', change(1), 'change'],
    ['the warning before a socket is closed', CLOSING, 'closing'],
    ['a revoked token', TOKEN_REVOKED, 'channel-lost'],
    ['a channel that was pushed out', NO_LONGER_SUBSCRIBED, 'channel-lost'],
    ['the answer of a channel that is gone', { result: '404', status: 'failure' }, 'channel-lost'],
    ['a topic that only begins alike', { topicName: 'v2.system.token_revokedness' }, 'change'],
    ['an answer to something', { result: '200', status: 'subscribed' }, 'ignored'],
    ['null', null, 'ignored'],
    ['an array', [change(1)], 'ignored'],
    ['a topic that is no text', { topicName: 7 }, 'ignored'],
  ])('takes %s for what it is', (_, content, kind) => {
    expect(kindOf(content)).toBe(kind);
  });

  it('hands a notification on whole, with fields that nobody knows', () => {
    const content = { ...change(1), novelty: { deep: [1, 2] } };
    expect(parseNotification(JSON.stringify(content))).toEqual({ kind: 'change', notification: content });
  });

  it('never throws: text that is no JSON, binary data, nothing', () => {
    for (const data of [
      '',
      '{',
      'x'.repeat(1_000_000),
      '['.repeat(1_000_000),
      new ArrayBuffer(8),
      undefined,
    ]) {
      expect(parseNotification(data)).toEqual({ kind: 'ignored' });
    }
  });

  it('never throws, whatever JSON it is', () => {
    fc.assert(fc.property(fc.json(), (text) => void parseNotification(text)));
    fc.assert(
      fc.property(
        fc.jsonValue(),
        (value) => void parseNotification(JSON.stringify({ topicName: value, result: value })),
      ),
    );
  });
});
