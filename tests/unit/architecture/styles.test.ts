import { expect, it } from 'vitest';
import { findFiles } from '../find-files';
import { reachable, readSourceFiles } from './source-files';

const files = readSourceFiles(['utils', 'components', 'entrypoints']);
const isStyle = (target: string) => target.endsWith('.css');
const stylesFrom = (start: string) => [...reachable(files, [start]).keys()].filter(isStyle).sort();

it('Each stylesheet is imported, one with a component’s name by that component.', () => {
  const strays = findFiles('components/**/*.css').filter((style) => {
    const importers = files.filter(({ imports }) => imports.some(({ target }) => target === style));
    const component = files.find(({ path }) => path === style.replace('.css', '.tsx'));
    return component ? !importers.includes(component) : importers.length === 0;
  });
  expect(strays).toEqual([]);
});

it('The popup’s page loads every style of its components before their code.', () => {
  const styles = stylesFrom('components/popup/styles.ts');
  expect(styles.length).toBeGreaterThan(30);
  expect(stylesFrom('entrypoints/popup/show-popup.tsx').filter((style) => !styles.includes(style))).toEqual(
    [],
  );
});

it('Every page loads first the styles that components share, so that they are one file.', () => {
  const shared = stylesFrom('components/common/styles.ts');
  const inRoom = findFiles('components/common/*.css');
  expect(shared).toEqual(inRoom.sort());
  for (const entry of [
    'options/main',
    'history/main',
    'welcome/main',
    'practice-session/main',
    'confirm-start/main',
    'screens/show-screens',
  ]) {
    const file = files.find(({ path }) => path.startsWith(`entrypoints/${entry}.ts`));
    expect(
      file?.imports.map(({ target }) => target),
      entry,
    ).toContain('components/common/styles.ts');
  }
});
