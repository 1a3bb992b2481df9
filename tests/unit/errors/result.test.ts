import { describe, expect, it } from 'vitest';
import { fail } from '@/utils/errors/failure';
import { settle } from '@/utils/errors/result';

describe('settle', () => {
  it('answers the value of work that succeeds, be it a promise or not', async () => {
    expect(await settle(() => 1)).toEqual({ ok: true, value: 1 });
    expect(await settle(async () => 2)).toEqual({ ok: true, value: 2 });
  });

  it('answers our failure with all its details', async () => {
    const work = async () => {
      throw fail('rate-limited', { retryAt: 5 });
    };
    expect(await settle(work)).toEqual({ ok: false, failure: { code: 'rate-limited', retryAt: 5 } });
  });

  it('does not throw when the work throws at once, and hides a foreign message', async () => {
    const work = () => {
      throw new Error('secret');
    };
    expect(await settle(work)).toEqual({ ok: false, failure: { code: 'unexpected-error' } });
  });
});
