import { describe, expect, it } from 'vitest';
import { FailureError, fail, isFailure, toFailure } from '@/utils/errors/failure';

describe('fail', () => {
  it('makes a throwable failure with its details and its cause', () => {
    const cause = new Error('socket hang up');
    const error = fail('unreachable', { call: 'GET /api/v2/users/me' }, cause);
    expect(error).toBeInstanceOf(FailureError);
    expect(error.failure).toEqual({ code: 'unreachable', call: 'GET /api/v2/users/me' });
    expect(error.cause).toBe(cause);
  });

  it('has no message but its code: a log of it shows no detail', () => {
    expect(fail('invalid-request', { apiMessage: 'quotes the request' }).message).toBe('invalid-request');
  });
});

describe('isFailure', () => {
  it('recognizes any failure of ours, or one of the codes if any are given', () => {
    const error = fail('rate-limited');
    expect(isFailure(error)).toBe(true);
    expect(isFailure(error, 'timed-out', 'rate-limited')).toBe(true);
    expect(isFailure(error, 'timed-out')).toBe(false);
  });

  it.each([
    [new Error('rate-limited')],
    [{ failure: { code: 'rate-limited' } }],
    ['rate-limited'],
    [null],
    [undefined],
  ])('takes %s for none of ours', (thrown) => {
    expect(isFailure(thrown)).toBe(false);
  });
});

describe('toFailure', () => {
  it('returns our own failure unchanged', () => {
    expect(toFailure(fail('no-agent', { subject: 'x' }))).toEqual({ code: 'no-agent', subject: 'x' });
  });

  it.each([
    [new TypeError('fetch failed: https://api.mypurecloud.com/?token=secret')],
    ['https://api.mypurecloud.com/?token=secret'],
    [{ code: 'signed-out', apiMessage: 'secret' }],
    [undefined],
  ])('hides everything a foreign error says: %s', (thrown) => {
    expect(toFailure(thrown)).toEqual({ code: 'unexpected-error' });
  });
});
