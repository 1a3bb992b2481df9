import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { readWitnessData } from '@/utils/history/witness';
import { createScene, MINUTE, NOW, session } from './history-harness';

let scene: ReturnType<typeof createScene>;

beforeEach(async () => {
  scene = createScene();
  await scene.history.recordStarted(session(1));
});

async function goOn() {
  scene.clock.now += MINUTE;
  const next = scene.reopen();
  await next.prune(null);
  await next.recordEnded(session(1), 'ended-by-you');
}

const NOTE = { noticedAt: NOW, finding: { kind: 'cut' } };

describe('unreadable witness data of the history', () => {
  it.each<[string, unknown]>([
    ['checkpoint', { version: 2, root: 'of a tree' }],
    ['clock', 'damaged'],
    ['origin', { since: 'then' }],
    ['exported', [1, 2]],
    ['key', 'no key'],
  ])('(%s) is kept beside what takes its place', async (name, value) => {
    scene.store.values[name] = value;
    await goOn();
    expect(scene.store.values.unread).toEqual({ [name]: value });
    expect(scene.troubles).toEqual([]);
  });

  it('is kept in its first state', async () => {
    scene.store.values.clock = 'damaged';
    await goOn();
    scene.store.values.clock = 'damaged again';
    scene.store.values.exported = 7;
    await goOn();
    expect(scene.store.values.unread).toEqual({ clock: 'damaged', exported: 7 });
  });

  it('does not exist in an intact store', async () => {
    await goOn();
    expect(scene.store.values.unread).toBeUndefined();
  });

  it('one note that cannot be read costs no other', async () => {
    const stored = [NOTE, { noticedAt: 'then' }, NOTE];
    scene.store.values.notes = stored;
    expect((await readWitnessData(scene.store)).notes).toHaveLength(2);
    await goOn();
    expect(scene.store.values.unread).toEqual({ notes: stored });
  });

  it('stops no entry, whatever it is', async () => {
    const names = ['key', 'origin', 'checkpoint', 'notes', 'clock', 'exported', 'unread'];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), fc.jsonValue(), async (name, value) => {
        const one = createScene();
        await one.history.recordStarted(session(1));
        one.store.values[name] = value;
        await one.reopen().recordEnded(session(1), 'ended-by-you');
        expect(one.troubles).toEqual([]);
        expect(Object.keys(one.stored.records).filter((key) => /^\d+$/.test(key))).toHaveLength(2);
      }),
      { numRuns: 50 },
    );
  });
});
