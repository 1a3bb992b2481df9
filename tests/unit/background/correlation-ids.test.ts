import { expect, it } from 'vitest';
import { createCorrelationIds } from '@/utils/background/correlation-ids';

const SESSIONS = '/api/v2/cobrowse/sessions';

it('gives a session the ids of the calls that changed something about it, once', () => {
  const ids = createCorrelationIds();
  ids.note({ method: 'GET', path: SESSIONS }, 'look');
  ids.note({ method: 'POST', path: SESSIONS, body: { conversationId: 'c-1' } }, 'create');
  ids.note({ method: 'POST', path: `${SESSIONS}/s-1/participants/u/tokens` }, 'token');
  ids.note({ method: 'POST', path: `${SESSIONS}/s-2/participants/u/tokens` }, 'other');
  ids.note({ method: 'DELETE', path: `${SESSIONS}/s-1` }, null);
  ids.note({ method: 'DELETE', path: '/api/v2/tokens/me' }, 'sign-out');
  expect(ids.take({ id: 's-1', conversationId: 'c-1' })).toEqual(['create', 'token']);
  expect(ids.take({ id: 's-1', conversationId: 'c-1' })).toEqual([]);
});

it('gives the session of an offer the id of the call that made it', () => {
  const ids = createCorrelationIds();
  ids.note({ method: 'POST', path: '/api/v2/conversations/c-1/cobrowse' }, 'offer');
  ids.note({ method: 'POST', path: '/api/v2/conversations/c-1/other' }, 'other');
  expect(ids.take({ id: 's-1', conversationId: 'c-1' })).toEqual(['offer']);
});

it('does not grow with calls that nobody takes', () => {
  const ids = createCorrelationIds();
  for (let number = 0; number < 100; number += 1)
    ids.note({ method: 'DELETE', path: `${SESSIONS}/s-${number}` }, `id-${number}`);
  expect(ids.take({ id: 's-0', conversationId: 'c' })).toEqual([]);
  expect(ids.take({ id: 's-99', conversationId: 'c' })).toEqual(['id-99']);
});

it('takes nothing of a call whose body is a list, or names no conversation', () => {
  const ids = createCorrelationIds();
  ids.note(
    { method: 'PUT', path: '/api/v2/notifications/channels/s-1/subscriptions', body: [{ id: 's-1' }] },
    'list',
  );
  ids.note(
    { method: 'POST', path: '/api/v2/analytics/x/query', body: [{ conversationId: 'c-1' }] },
    'listed',
  );
  ids.note({ method: 'POST', path: SESSIONS, body: { conversationId: 7 } }, 'odd');
  ids.note({ method: 'HEAD', path: '/api/v2/notifications/channels/s-1' }, 'head');
  expect(ids.take({ id: 's-1', conversationId: 'c-1' })).toEqual([]);
});

it('takes the id of a call about a session whatever its body is', () => {
  const ids = createCorrelationIds();
  ids.note({ method: 'PUT', path: `${SESSIONS}/s-1/things`, body: [] }, 'about');
  expect(ids.take({ id: 's-1', conversationId: 'c-1' })).toEqual(['about']);
});
