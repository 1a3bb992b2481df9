import { afterEach, describe, expect, it, vi } from 'vitest';
import { electLeader } from '@/utils/notifications/leader-election';
import { watchRejections } from '../unhandled-rejections';
import { FakePage, pass } from './hurried';
import { settled } from './live-harness';

const withdrawals: (() => void)[] = [];
let elections = 0;

afterEach(() => {
  for (const withdraw of withdrawals.splice(0)) withdraw();
  elections += 1;
});

/** Stands in the election of this test, with Node's own Web Locks. */
function candidate(page = new FakePage()) {
  const told: string[] = [];
  const withdraw = electLeader({
    name: `election-${elections}`,
    locks: navigator.locks,
    page,
    onElected({ waited }) {
      told.push(waited ? 'elected after another' : 'elected');
      return () => told.push('ended');
    },
  });
  withdrawals.push(withdraw);
  return { page, told, withdraw };
}

describe('electLeader', () => {
  it('elects one of two pages, and the other when the first is hidden', async () => {
    const first = candidate();
    await settled(() => expect(first.told).toEqual(['elected']));
    const second = candidate();
    await pass(20);
    expect(second.told).toEqual([]);
    first.page.show('hidden');
    // At once: a page that is being closed has no later.
    expect(first.told).toEqual(['elected', 'ended']);
    await settled(() => expect(second.told).toEqual(['elected after another']));
  });

  it('elects the next when a page is left, and again when it comes back from being kept', async () => {
    const first = candidate();
    await settled(() => expect(first.told).toEqual(['elected']));
    const second = candidate();
    first.page.leave();
    await settled(() => expect(second.told).toEqual(['elected after another']));
    first.page.comeBack();
    await pass(20);
    expect(first.told).toEqual(['elected', 'ended']);
    second.withdraw();
    await settled(() => expect(first.told).toEqual(['elected', 'ended', 'elected after another']));
  });

  it('does not elect a page that is hidden, or has gone while it waited', async () => {
    const rejections = watchRejections();
    const hidden = candidate(new FakePage('hidden'));
    const first = candidate();
    await settled(() => expect(first.told).toEqual(['elected']));
    const gone = candidate();
    await pass(5);
    gone.withdraw();
    first.withdraw();
    await pass(20);
    expect(hidden.told).toEqual([]);
    expect(gone.told).toEqual([]);
    hidden.page.show('visible');
    await settled(() => expect(hidden.told).toEqual(['elected']));
    expect(await rejections.seen()).toEqual([]);
    rejections.stop();
  });

  it('cancels its lock request when it withdraws while waiting', async () => {
    const first = candidate();
    await settled(() => expect(first.told).toEqual(['elected']));
    const request = vi.spyOn(navigator.locks, 'request');
    const second = candidate();
    await settled(() => expect(request).toHaveBeenCalledTimes(2));
    second.withdraw();
    // Node keeps listing such a request as pending, so the query would not show it.
    await expect(request.mock.results[1]?.value).rejects.toThrow(
      expect.objectContaining({ name: 'AbortError' }),
    );
  });

  it('holds no lock after a flurry of showing and hiding', async () => {
    const page = new FakePage();
    const first = candidate(page);
    for (let turn = 0; turn < 20; turn += 1) page.show(turn % 2 === 0 ? 'hidden' : 'visible');
    await pass(5);
    page.show('hidden');
    await settled(async () => {
      const { held = [], pending = [] } = await navigator.locks.query();
      expect([...held, ...pending]).toEqual([]);
    });
    expect(first.told.filter((each) => each === 'ended')).toHaveLength(first.told.length / 2);
  });
});
