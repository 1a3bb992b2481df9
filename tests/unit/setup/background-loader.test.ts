import { expect, it, vi } from 'vitest';
import { loader } from '@/utils/build/background-chunks';

const FILES = { 'background/later.js': ['background/part.js', 'background/other.js'] };

/** Runs the loader of the background with a stand-in for the browser's `importScripts`. */
function startLoader(importScripts: (url: string) => void) {
  const worker: Record<string, unknown> = { addEventListener: () => undefined };
  new Function('self', 'importScripts', `${loader(FILES)}self.require=require})();`)(worker, importScripts);
  return worker as {
    require(path: string): unknown;
    defineChunk(name: string, chunk: (require: unknown, exports: Record<string, unknown>) => void): void;
  };
}

it('a part of the background that failed to load is loaded again by the next who needs it', () => {
  const importScripts = vi.fn(() => {
    throw new Error('no such script');
  });
  const worker = startLoader(importScripts);
  expect(() => worker.require('./part.js')).toThrow('no such script');
  importScripts.mockImplementation((() => {
    worker.defineChunk('background/part.js', (_require, exports) => {
      exports.isThere = true;
    });
  }) as never);
  expect(worker.require('./part.js')).toEqual({ isThere: true });
  expect(worker.require('./part.js')).toEqual({ isThere: true });
  expect(importScripts.mock.calls).toEqual([['/background/later.js'], ['/background/later.js']]);
});

it('parts of the background that are in one file load it once', () => {
  const importScripts = vi.fn(() => {
    for (const name of ['part', 'other'])
      worker.defineChunk(`background/${name}.js`, (_require, exports) => {
        exports.name = name;
      });
  });
  const worker = startLoader(importScripts);
  expect([worker.require('./part.js'), worker.require('./other.js')]).toEqual([
    { name: 'part' },
    { name: 'other' },
  ]);
  expect(importScripts).toHaveBeenCalledTimes(1);
});

it('a part of the background that fails while it runs is run again by the next who needs it', () => {
  const worker = startLoader(() => undefined);
  let runs = 0;
  worker.defineChunk('background/part.js', (_require, exports) => {
    runs += 1;
    if (runs === 1) throw new Error('not yet');
    exports.runs = runs;
  });
  expect(() => worker.require('./part.js')).toThrow('not yet');
  expect(worker.require('./part.js')).toEqual({ runs: 2 });
});
