import { beforeEach, describe, expect, it } from 'vitest';
import { entryName, HEAD, type HistoryRecords, hashOf, seal } from '@/utils/history/chain';
import { checkAgainstFile, checkHistory, checkpointToExport } from '@/utils/history/check';
import { toJson } from '@/utils/history/export';
import { type ExportedHistory, readExport } from '@/utils/history/exported-file';
import { foldHistory } from '@/utils/history/fold';
import type { HistoryEntry, HistoryHead } from '@/utils/history/model';
import { createSealKey } from '@/utils/history/seal';
import { readWitnessData } from '@/utils/history/witness';
import { createScene, DAY, MINUTE, memoryRecords, memoryStore, NOW, session } from './history-harness';

type Scene = ReturnType<typeof createScene>;
let scene: Scene;
/** The whole history as it was after the second session. */
let older: HistoryRecords;

/** Three sessions, each started and ended: six entries. */
beforeEach(async () => {
  scene = createScene();
  for (const number of [1, 2, 3]) {
    await scene.history.recordStarted(session(number));
    scene.clock.now += MINUTE;
    await scene.history.recordEnded(session(number), 'ended-by-you');
    if (number === 2) older = structuredClone(scene.stored.records);
  }
});

const check = async ({ stored, store }: Scene = scene) =>
  await checkHistory(stored.records, await readWitnessData(store).catch(() => null));
const kinds = async (of: Scene = scene) => (await check(of)).findings.map(({ kind }) => kind);
const notes = async (of: Scene = scene) =>
  (await readWitnessData(of.store)).notes.map(({ finding }) => finding.kind);

function replaceAll(records: HistoryRecords) {
  for (const name of Object.keys(scene.stored.records)) delete scene.stored.records[name];
  Object.assign(scene.stored.records, structuredClone(records));
}
const entry = (seq: number) => scene.stored.records[entryName(seq)] as HistoryEntry;
const head = () => scene.stored.records[HEAD] as HistoryHead;

/**
 * What an attacker can do who knows the hash algorithm but has no key: another end, with a matching
 * head.
 */
function cutAfter(seq: number) {
  for (let gone = seq + 1; gone <= 6; gone += 1) delete scene.stored.records[entryName(gone)];
  scene.stored.records[HEAD] = { ...head(), seq, hash: entry(seq).hash };
}

async function appendForged() {
  const { seq: _, at: __, previousHash: ___, hash: ____, ...event } = entry(2);
  const forged = await seal(event, head(), scene.clock.now);
  scene.stored.records[entryName(7)] = forged;
  return forged;
}

async function rewriteFrom(first: number) {
  let last: { seq: number; hash: string } = entry(first - 1);
  for (let seq = first; seq <= 6; seq += 1) {
    const { seq: _, at, previousHash: __, hash: ___, ...event } = entry(seq);
    const forged = await seal({ ...event, sessionId: 's-9' }, last, at);
    scene.stored.records[entryName(seq)] = forged;
    last = forged;
  }
  scene.stored.records[HEAD] = { ...head(), hash: last.hash };
}

describe('a check of an untouched history', () => {
  it('finds nothing, after each entry and by each worker', async () => {
    const fresh = createScene();
    expect(await kinds(fresh)).toEqual([]);
    for (const number of [1, 2, 3]) {
      await fresh.reopen().recordStarted(session(number));
      expect(await check(fresh)).toMatchObject({ ok: true, entries: number, findings: [] });
      await fresh.reopen().prune(90);
      expect(await kinds(fresh)).toEqual([]);
    }
    expect(await notes(fresh)).toEqual([]);
  });

  it('finds nothing after entries were dropped for their age', async () => {
    scene.clock.now += 100 * DAY;
    await scene.history.recordStarted(session(4));
    await scene.history.prune(90, 'now');
    expect(await check()).toMatchObject({ ok: true, entries: 1, findings: [] });
    await scene.history.recordEnded(session(4), 'left');
    await scene.reopen().prune(90);
    expect(await check()).toMatchObject({ ok: true, entries: 2, findings: [] });
    expect(await notes()).toEqual([]);
  });

  it('keeps the key where its bytes cannot be read', async () => {
    const { key } = await readWitnessData(scene.store);
    expect(key?.extractable).toBe(false);
    expect(JSON.stringify(scene.stored.records)).not.toContain('"k":');
  });
});

const TAMPERINGS: [string, () => unknown, string[]][] = [
  ['the end cut off and the head set back', () => cutAfter(4), ['cut']],
  [
    'the end cut off and the head set back without its seal',
    () => {
      cutAfter(4);
      delete head().seal;
    },
    ['cut'],
  ],
  ['everything removed', () => replaceAll({}), ['gone']],
  ['an older copy of the whole history', () => replaceAll(older), ['older-copy']],
  [
    'the end cut off and an older head put in place',
    () => {
      cutAfter(4);
      scene.stored.records[HEAD] = structuredClone(older[HEAD]);
    },
    ['older-copy'],
  ],
  ['entries rewritten from one on, hashes and head and all', () => rewriteFrom(4), ['rewritten']],
  [
    'a key of somebody else',
    async () => {
      scene.store.values.key = await createSealKey();
    },
    ['key-exchanged'],
  ],
  ['no key any more', () => delete scene.store.values.key, ['key-gone']],
  [
    'something that is no key',
    () => {
      scene.store.values.key = 'key';
    },
    ['key-gone'],
  ],
  ['no checkpoint any more', () => delete scene.store.values.checkpoint, ['checkpoint-gone']],
  [
    'an empty database',
    () => {
      for (const name of Object.keys(scene.store.values)) delete scene.store.values[name];
    },
    ['witness-gone'],
  ],
  [
    'a changed checkpoint',
    () => Object.assign(scene.store.values.checkpoint as object, { seq: 4, hash: entry(4).hash }),
    ['checkpoint-changed'],
  ],
  [
    'a changed seal',
    () => {
      scene.stored.records[HEAD] = { ...head(), seal: { ...(head().seal as object), count: 5 } };
    },
    ['head-changed'],
  ],
  [
    'a seal that is none',
    () => {
      scene.stored.records[HEAD] = { ...head(), seal: 'x' };
    },
    ['head-changed'],
  ],
  [
    'a session that the head says is open',
    () => {
      const sessions = { 's-3': { expiresAt: NOW, joined: false, endedAt: null } };
      scene.stored.records[HEAD] = { ...head(), sessions };
    },
    ['head-changed'],
  ],
  [
    'the beginning taken away, with an anchor that fits',
    () => {
      scene.stored.records.anchor = { seq: 2, hash: entry(2).hash, prunedAt: NOW };
      for (const seq of [1, 2]) delete scene.stored.records[entryName(seq)];
    },
    ['beginning-moved'],
  ],
  ['an entry put at the end', () => appendForged(), ['unsealed']],
  [
    'an entry put at the end, with a head without seal',
    async () => {
      const { seq, hash } = await appendForged();
      scene.stored.records[HEAD] = { seq, hash, sessions: head().sessions };
    },
    ['unsealed'],
  ],
  [
    'an entry put at the end, with the old seal in a head that fits it',
    async () => {
      const { seq, hash } = await appendForged();
      scene.stored.records[HEAD] = { ...head(), seq, hash };
    },
    ['head-changed'],
  ],
];

describe('a check finds', () => {
  it.each(TAMPERINGS)('%s', async (_what, tamper, expected) => {
    await tamper();
    expect(await kinds()).toEqual(expected);
  });

  it('how much is gone, and of when it was', async () => {
    const lastAt = entry(6).at;
    replaceAll({});
    expect((await check()).findings).toEqual([
      { kind: 'gone', from: 1, to: 6, sessions: 3, firstAt: NOW, lastAt },
    ]);
    replaceAll(older);
    expect((await check()).findings).toMatchObject([{ kind: 'older-copy', from: 5, to: 6, lastAt }]);
  });
});

describe('the background', () => {
  it.each(TAMPERINGS)('notes %s before it seals anew, and goes on', async (_what, tamper, expected) => {
    await tamper();
    const before = structuredClone(scene.stored.records);
    scene.clock.now += MINUTE;
    await scene.reopen().recordStarted(session(8));
    expect(await notes()).toEqual(expected);
    expect(await kinds()).toEqual([]);
    // It removes and rewrites nothing of what it found.
    for (const [name, stored] of Object.entries(before)) {
      if (name !== HEAD) expect(scene.stored.records[name]).toEqual(stored);
    }
    await scene.reopen().prune(90);
    expect(await notes()).toEqual(expected);
  });

  it('notes it also where nobody starts a session, once', async () => {
    replaceAll({});
    for (const _ of [1, 2]) await scene.reopen().prune(null);
    expect(await notes()).toEqual(['gone']);
  });

  it('says since when there is a new key, and which entries are older', async () => {
    delete scene.store.values.key;
    scene.clock.now = NOW + DAY;
    await scene.reopen().prune(null);
    expect((await check()).origin).toEqual({ since: NOW + DAY, after: 6 });
  });
});

describe('a history from before there were seals', () => {
  async function unsealed() {
    const records = structuredClone(scene.stored.records);
    delete (records[HEAD] as { seal?: unknown }).seal;
    const old = createScene(memoryRecords(records), memoryStore());
    old.clock.now = NOW + 10 * MINUTE;
    return old;
  }

  it('is whole, and sealed from the next wake on, with a word of what is older', async () => {
    const old = await unsealed();
    expect(await check(old)).toMatchObject({ ok: true, findings: [], origin: null });
    old.clock.now = NOW + DAY;
    await old.history.prune(90);
    expect(await check(old)).toMatchObject({
      ok: true,
      findings: [],
      origin: { since: NOW + DAY, after: 6 },
    });
    expect(await notes(old)).toEqual([]);
    const records = old.stored.records;
    for (const name of Object.keys(records)) delete records[name];
    expect(await kinds(old)).toEqual(['gone']);
  });

  it('is never called tampered with where the worker dies over it', async () => {
    const old = await unsealed();
    const write = old.stored.write;
    old.stored.write = async () => {
      throw new Error('The worker died');
    };
    await old.reopen().prune(90);
    expect(await kinds(old)).toEqual([]);
    old.stored.write = write;
    await old.reopen().recordStarted(session(8));
    expect(await kinds(old)).toEqual([]);
    expect(await notes(old)).toEqual([]);
  });
});

describe('a worker that dies', () => {
  /**
   * Every write of one call, in order: of the records and of the witness. Only the first `most`
   * happen.
   */
  function dieAfter(most: number, { stored, store }: Scene) {
    let left = most;
    const [writeRecords, writeStore, remove] = [stored.write, store.write, stored.remove];
    const or =
      <A extends unknown[]>(write: (...args: A) => Promise<void>) =>
      (...args: A) => {
        left -= 1;
        return left < 0 ? new Promise<never>(() => {}) : write(...args);
      };
    stored.write = or(writeRecords);
    store.write = or(writeStore);
    stored.remove = or(remove);
    return () =>
      Object.assign(stored, { write: writeRecords, remove }) && Object.assign(store, { write: writeStore });
  }

  const works: [string, (one: Scene) => Promise<void>][] = [
    ['the first entry of all', (one) => one.reopen().recordStarted(session(1))],
    ['a later entry', (one) => one.reopen().recordStarted(session(9))],
    ['the looking after', (one) => one.reopen().prune(null)],
    ['the dropping', (one) => one.reopen().prune(1, 'now')],
    [
      'a new key',
      async (one) => {
        for (const name of Object.keys(one.store.values)) delete one.store.values[name];
        await one.reopen().prune(null);
      },
    ],
  ];
  const points = works.flatMap(([name, work]) =>
    [0, 1, 2, 3, 4].map((most): [string, number, (one: Scene) => Promise<void>] => [name, most, work]),
  );

  it.each(points)(
    'over %s, after %d writes, leaves nothing that looks like tampering',
    async (name, most, work) => {
      const one = name === 'the first entry of all' ? createScene() : scene;
      one.clock.now += 2 * DAY;
      const revive = dieAfter(most, one);
      await Promise.race([work(one), new Promise((resolve) => setTimeout(resolve, 40))]);
      revive();
      const allowed = name === 'a new key' ? ['witness-gone'] : [];
      for (const kind of await kinds(one)) expect(allowed).toContain(kind);
      await one.reopen().recordStarted(session(10));
      expect(await check(one)).toMatchObject({ ok: true, findings: [] });
      for (const kind of await notes(one)) expect(allowed).toContain(kind);
      expect(foldHistory(one.stored.records).rows.some(({ sessionId }) => sessionId === 's-10')).toBe(true);
    },
  );
});

describe('a browser without a database', () => {
  it('records all the same, and says that nothing vouches for the end', async () => {
    const one = createScene(memoryRecords(), memoryStore());
    one.store.refuse = async () => {
      throw new Error('A mutation operation was attempted on a database that did not allow mutations.');
    };
    await one.history.recordStarted(session(1));
    await one.history.recordEnded(session(1), 'left');
    expect(await check(one)).toMatchObject({ ok: true, entries: 2, findings: [{ kind: 'no-witness' }] });
    expect(one.troubles).toEqual([]);
  });

  it('that does not respond causes no long delay', async () => {
    const one = createScene(memoryRecords(), memoryStore());
    one.store.refuse = () => new Promise<never>(() => {});
    const begun = performance.now();
    await one.history.recordStarted(session(1));
    await one.history.recordEnded(session(1), 'left');
    for (let number = 2; number < 20; number += 1) await one.history.recordStarted(session(number));
    expect(performance.now() - begun).toBeLessThan(2_500);
    expect(foldHistory(one.stored.records).rows).toHaveLength(19);
  });

  it('and then with one: the entries between are told as ones that could not be sealed', async () => {
    scene.store.refuse = async () => {
      throw new Error('no access');
    };
    await scene.reopen().recordStarted(session(7));
    scene.store.refuse = null;
    expect((await check()).findings).toEqual([{ kind: 'not-sealed', from: 7, to: 7 }]);
    await scene.reopen().recordStarted(session(8));
    expect(await kinds()).toEqual([]);
    expect(await notes()).toEqual(['not-sealed']);
    expect(head()).not.toHaveProperty('wasSealed');
  });

  it('and for several entries: nothing is dropped for its age meanwhile', async () => {
    scene.store.refuse = async () => {
      throw new Error('no access');
    };
    const before = Object.keys(scene.stored.records);
    await scene.reopen().recordStarted(session(7));
    await scene.reopen().recordStarted(session(8));
    scene.clock.now += 400 * DAY;
    await scene.reopen().prune(1, 'now');
    expect(Object.keys(scene.stored.records)).toEqual(expect.arrayContaining(before));
    scene.store.refuse = null;
    expect((await check()).findings).toEqual([{ kind: 'not-sealed', from: 7, to: 8 }]);
  });
});

describe('a clock that was set back', () => {
  it('shows, and the order stays', async () => {
    scene.clock.now = NOW - 3 * DAY;
    await scene.history.recordStarted(session(4));
    expect(await check()).toMatchObject({
      ok: true,
      findings: [{ kind: 'clock-set-back', from: 7, firstAt: NOW + 3 * MINUTE, lastAt: NOW - 3 * DAY }],
    });
  });

  it('by seconds is a correction', async () => {
    scene.clock.now -= 30_000;
    await scene.history.recordStarted(session(4));
    expect(await kinds()).toEqual([]);
  });
});

describe('retention and the clock', () => {
  const kept = () => foldHistory(scene.stored.records).rows.length;

  it('two years on and back deletes nothing, by whatever is recorded meanwhile', async () => {
    scene.clock.server = null;
    scene.clock.now += 730 * DAY;
    await scene.reopen().prune(90, 'now');
    await scene.reopen().recordStarted(session(4));
    await scene.reopen().recordEnded(session(4), 'left');
    await scene.reopen().prune(30, 'now');
    expect(kept()).toBe(4);
    scene.clock.now = NOW + DAY;
    await scene.reopen().prune(30, 'now');
    expect(kept()).toBe(4);
    delete scene.clock.server;
    await scene.reopen().prune(30, 'now');
    expect(kept()).toBe(4);
    // The entries from the future wait no longer than the others.
    scene.clock.now = NOW + 40 * DAY;
    await scene.reopen().prune(30, 'now');
    expect(kept()).toBe(0);
  });

  it('two years back and on deletes nothing', async () => {
    scene.clock.server = null;
    scene.clock.now = NOW - 730 * DAY;
    await scene.reopen().recordStarted(session(4));
    await scene.reopen().prune(30, 'now');
    scene.clock.now = NOW + MINUTE * 10;
    await scene.reopen().prune(30, 'now');
    expect(kept()).toBe(4);
  });

  it('a jump is waited for until the server confirms it', async () => {
    scene.clock.server = null;
    scene.clock.now = NOW + 400 * DAY;
    await scene.reopen().prune(30);
    expect(kept()).toBe(3);
    delete scene.clock.server;
    await scene.reopen().prune(30);
    expect(kept()).toBe(0);
  });

  it('entries that take the numbers of removed ones are not as old as those were', async () => {
    scene.clock.now = NOW + 89 * DAY;
    replaceAll({});
    await scene.reopen().recordStarted(session(4));
    await scene.reopen().recordEnded(session(4), 'left');
    scene.clock.now = NOW + 92 * DAY;
    await scene.reopen().prune(90, 'now');
    expect(kept()).toBe(1);
  });

  it('an emptied database cannot make a jump count', async () => {
    for (const name of Object.keys(scene.store.values)) delete scene.store.values[name];
    scene.clock.server = null;
    scene.clock.now = NOW + 730 * DAY;
    await scene.reopen().prune(30, 'now');
    expect(kept()).toBe(3);
  });

  it('a sealed history is not dropped from while its key cannot be reached', async () => {
    scene.clock.now = NOW + 400 * DAY;
    scene.store.refuse = async () => {
      throw new Error('no access');
    };
    await scene.reopen().prune(30, 'now');
    expect(kept()).toBe(3);
    scene.store.refuse = null;
    await scene.reopen().prune(30, 'now');
    expect(kept()).toBe(0);
    expect(await notes()).toEqual([]);
  });
});

describe('an export', () => {
  const exportNow = async () =>
    toJson(
      foldHistory(scene.stored.records).rows,
      NOW,
      scene.stored.records,
      await checkpointToExport(scene.stored.records),
    );
  const read = (text: string) => {
    const exported = readExport(text);
    if (typeof exported === 'string') throw new Error(exported);
    return exported;
  };
  const checkFile = async (exported: ExportedHistory) =>
    (
      await checkAgainstFile(scene.stored.records, await readWitnessData(scene.store), exported)
    ).findings.filter(({ kind }) => kind.startsWith('export-'));

  it('carries count, first and last time, last hash, key fingerprint and seal', async () => {
    expect(JSON.parse(await exportNow()).checkpoint).toMatchObject({
      seq: 6,
      hash: entry(6).hash,
      count: 6,
      sessions: 3,
      firstAt: new Date(entry(1).at).toISOString(),
      lastAt: new Date(entry(6).at).toISOString(),
      keyFingerprint: expect.stringMatching(/^[0-9a-f]{16}$/),
      mac: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  it('fits the history it came from, also when that has gone on', async () => {
    const exported = read(await exportNow());
    expect(await checkFile(exported)).toMatchObject([{ kind: 'export-fits', to: 6 }]);
    await scene.history.recordStarted(session(4));
    expect(await checkFile(exported)).toMatchObject([{ kind: 'export-fits', to: 6 }]);
  });

  it('shows what was rewritten or removed, whatever became of key and checkpoint', async () => {
    const exported = read(await exportNow());
    await rewriteFrom(4);
    scene = createScene(scene.stored, memoryStore());
    await scene.history.prune(null);
    expect(await check()).toMatchObject({ ok: true, findings: [] });
    expect(await checkFile(exported)).toMatchObject([{ kind: 'export-differs', to: 4 }]);
    cutAfter(3);
    expect(await checkFile(exported)).toMatchObject([{ kind: 'export-cut', from: 4, to: 6 }]);
    replaceAll({});
    expect(await checkFile(exported)).toMatchObject([{ kind: 'export-cut', from: 1, to: 6 }]);
  });

  it('is remembered and compared with at every check', async () => {
    scene.store.values.exported = { at: NOW, count: 6, seq: 6, hash: entry(6).hash };
    expect(await kinds()).toEqual(['export-fits']);
    cutAfter(4);
    expect(await kinds()).toEqual(['cut', 'export-cut']);
  });

  it('of what has all been dropped since says so', async () => {
    const exported = read(await exportNow());
    await scene.history.recordStarted(session(4));
    scene.clock.now += 100 * DAY;
    await scene.history.recordStarted(session(5));
    await scene.history.recordEnded(session(4), 'left');
    await scene.history.recordEnded(session(5), 'left');
    scene.clock.now += 100 * DAY;
    await scene.history.prune(90, 'now');
    expect(await checkFile(exported)).toMatchObject([{ kind: 'export-dropped' }]);
  });

  it.each<
    [
      string,
      (file: {
        chain: { entries: Record<string, unknown>[] };
        checkpoint: Record<string, unknown>;
      }) => unknown,
    ]
  >([
    ['an entry', ({ chain }) => Object.assign(chain.entries[2] ?? {}, { sessionId: 's-9' })],
    ['its last entry', ({ chain }) => chain.entries.pop()],
    ['the number of sessions', ({ checkpoint }) => Object.assign(checkpoint, { sessions: 9 })],
    ['a time', ({ checkpoint }) => Object.assign(checkpoint, { lastAt: '2020-01-01T00:00:00.000Z' })],
  ])('that was changed in %s is told apart from a changed history', async (_what, change) => {
    const file = JSON.parse(await exportNow());
    change(file);
    expect(await checkFile(read(JSON.stringify(file)))).toMatchObject([{ kind: 'export-changed' }]);
  });

  it.each([
    ['x', 'not-json'],
    ['', 'not-json'],
    ['[]', 'not-an-export'],
    ['{"product":"Another"}', 'not-an-export'],
    ['{"product":"Cobrowse for Genesys Cloud","exportedAt":"x","checkpoint":{}}', 'not-an-export'],
    [
      '{"product":"Cobrowse for Genesys Cloud","exportedAt":"2026-03-04T10:00:00.000Z"}',
      'nothing-to-compare',
    ],
  ])('%j is refused with the reason', (text, reason) => {
    expect(readExport(text)).toBe(reason);
  });

  it('of an earlier version, without a checkpoint, is compared by its chain', async () => {
    const { checkpoint: _, ...file } = JSON.parse(await exportNow());
    expect(await checkFile(read(JSON.stringify(file)))).toMatchObject([{ kind: 'export-fits', to: 6 }]);
  });
});

it('hashes do not tell a forged entry from one of ours; the seal does', async () => {
  const forged = await appendForged();
  expect(forged.hash).toBe(await hashOf(forged));
  scene.stored.records[HEAD] = { ...head(), seq: 7, hash: forged.hash };
  const { ok, findings } = await check();
  expect(ok).toBe(true);
  expect(findings).not.toEqual([]);
});
