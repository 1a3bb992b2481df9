// @vitest-environment happy-dom
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { noSinks } from '@/utils/build/no-sinks';

type Preact = Pick<typeof import('preact'), 'h' | 'render'>;

const PREACT = 'node_modules/preact/dist/preact.mjs';
const SINK = /\.innerHTML\s*=[^=]/;

/** What the build makes of a module. */
function transform(code: string, id: string): string {
  const { transform } = noSinks();
  if (typeof transform !== 'function') throw new Error('The plugin has no transform.');
  const context = {
    error(message: string): never {
      throw new Error(message);
    },
  };
  const result = transform.call(context as never, code, id) as { code: string } | null;
  return result?.code ?? code;
}

const load = async (code: string): Promise<Preact> =>
  await import(/* @vite-ignore */ `data:text/javascript;base64,${Buffer.from(code).toString('base64')}`);

describe('what builds do to Preact', () => {
  it('takes its only assignment to innerHTML out', async () => {
    const code = await readFile(PREACT, 'utf8');
    expect(code).toMatch(SINK);
    expect(transform(code, `/project/${PREACT}`)).not.toMatch(SINK);
  });

  it('leaves a Preact that renders and updates, and sets no markup from a text', async () => {
    const markup = { dangerouslySetInnerHTML: { __html: '<b>bold</b>' } };
    const original = await load(await readFile(PREACT, 'utf8'));
    const { h, render } = await load(transform(await readFile(PREACT, 'utf8'), `/project/${PREACT}`));
    const place = document.createElement('div');
    original.render(original.h('p', markup), place);
    expect(place.querySelector('b')).not.toBeNull();

    const safe = document.createElement('div');
    render(h('p', markup), safe);
    expect(safe.innerHTML).toBe('<p></p>');
    render(h('p', { title: 'one' }, 'first ', h('i', null, 'second')), safe);
    expect(safe.innerHTML).toBe('<p title="one">first <i>second</i></p>');
    render(h('p', { title: 'two' }, h('i', null, 'third')), safe);
    expect(safe.innerHTML).toBe('<p title="two"><i>third</i></p>');
  });

  it('leaves other packages as they are, except for a way to the global object that is eval', async () => {
    const throttle = 'node_modules/lodash.throttle/index.js';
    const code = await readFile(throttle, 'utf8');
    expect(code).toContain("Function('return this')()");
    expect(transform(code, `/project/${throttle}`)).toBe(
      code.replace("Function('return this')()", 'globalThis'),
    );
    const other = 'element.innerHTML=value.__html';
    expect(transform(other, '/project/node_modules/other/index.js')).toBe(other);
  });

  it('fails the build if Preact no longer looks like this, or if a view sets markup', () => {
    expect(() => transform('export const h = 1;', `/project/${PREACT}`)).toThrow('does not find');
    const view = 'export const View = () => <p dangerouslySetInnerHTML={{ __html: text }} />;';
    expect(() => transform(view, '/project/components/common/View.tsx')).toThrow('dangerouslySetInnerHTML');
    expect(transform('export const one = 1;', '/project/utils/one.ts')).toBe('export const one = 1;');
  });
});
