import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Command } from 'commander';
import type { Page } from 'playwright-core';
import { launchExtension } from '../setup/launch-browser.ts';
import { findCut, findHardCoded } from '../setup/page-texts.ts';
import { GALLERY_BUILD_DIR, OUTPUT_DIR } from '../setup/project.ts';
import { speakIn } from '../setup/speak-in.ts';
import { galleryOf, type ListedState, openState, readStates } from './pages.ts';

// Photographs every state of the gallery in every look, into .output/gallery/, and writes a page
// with all pictures. `npm run gallery -- popup` takes only the states whose name contains `popup`.

const FOLDER = path.join(OUTPUT_DIR, 'gallery');
/** The moment at which the pictures are taken: the same each time. */
const MOMENT = new Date(2026, 2, 4, 10, 0, 0);

/** Milliseconds after which a page that has not drawn its state counts as stuck. */
const PATIENCE_MS = 20_000;

type Look = {
  name: string;
  /** Language of the texts; the build's own if missing. */
  locale?: string;
  dir?: 'rtl';
  colorScheme?: 'dark';
  forcedColors?: 'active';
  /** Width of the window in CSS pixels, if it is not the state's. */
  width?: number;
};

const LOOKS: readonly Look[] = [
  { name: 'light' },
  { name: 'dark', colorScheme: 'dark' },
  { name: 'forced-colors', forcedColors: 'active' },
  { name: 'right-to-left', dir: 'rtl' },
  { name: 'narrow', width: 320 },
  { name: 'long', locale: 'pseudo' },
];

type Picture = { state: string; look: string; file: string };

type Options = { look?: string[]; locale: string[] };

const another = (name: string, before: string[] = []) => [...before, name];
const command = new Command('gallery')
  .description('Photographs every state of every view into .output/gallery/.')
  .argument('[states...]', 'only the states whose names contain one of these')
  .option('--look <look>', 'only this look; may be repeated', another)
  .option('--locale <locale>', 'also with the texts of this language; may be repeated', another, [])
  .parse();
const values = command.opts<Options>();
const positionals = command.args;
const looks = [...LOOKS, ...values.locale.map((locale): Look => ({ name: locale, locale }))].filter(
  ({ name }) => values.look?.includes(name) ?? true,
);
if (positionals.length === 0 && !values.look) rmSync(FOLDER, { recursive: true, force: true });
mkdirSync(FOLDER, { recursive: true });

const pictures: Picture[] = [];
const failures: string[] = [];
/** What is wrong with the texts of a picture; listed, for somebody to judge. */
const findings: string[] = [];
const locales = [...new Set(looks.map(({ locale }) => locale))];
for (const locale of locales) {
  await inLanguage(
    locale,
    looks.filter((look) => look.locale === locale),
  );
}
writeFileSync(path.join(FOLDER, 'index.html'), contactSheet());
writeFileSync(path.join(FOLDER, 'findings.txt'), findings.map((line) => `${line}\n`).join(''));
process.stdout.write(
  `${pictures.length} pictures in ${path.relative('.', FOLDER)}/index.html, ${findings.length} findings beside it\n`,
);
for (const failure of failures) process.stderr.write(`${failure}\n`);
process.exitCode = failures.length > 0 ? 1 : 0;

/** Takes all pictures of one language, in a browser of its own. */
async function inLanguage(locale: string | undefined, ofLanguage: readonly Look[]): Promise<void> {
  const speaking = locale === undefined ? null : speakIn(locale, GALLERY_BUILD_DIR);
  const launched = await launchExtension({ extensionDir: speaking?.dir ?? GALLERY_BUILD_DIR });
  try {
    // Before any page: a page that is there already may not take it.
    await launched.context.clock.setFixedTime(MOMENT);
    const gallery = galleryOf(launched.extensionId);
    let page = await launched.context.newPage();
    const states = (await readStates(page, gallery)).filter(
      ({ name }) => positionals.length === 0 || positionals.some((part) => name.includes(part)),
    );
    // One after the other: the browser paints only the page in front.
    for (const look of ofLanguage) {
      for (const state of states) {
        if (await take(page, gallery, look, state)) continue;
        // It may be stuck, and then never closes.
        void page.close();
        page = await launched.context.newPage();
      }
    }
  } finally {
    await launched.close();
    speaking?.remove();
  }
}

/** Takes one picture; returns whether that worked. */
async function take(page: Page, gallery: string, look: Look, state: ListedState): Promise<boolean> {
  try {
    page.setDefaultTimeout(PATIENCE_MS);
    await photograph(page, gallery, look, state);
    return true;
  } catch (error) {
    failures.push(`${state.name}, ${look.name}: ${error instanceof Error ? error.message : error}`);
    return false;
  }
}

async function photograph(page: Page, gallery: string, look: Look, state: ListedState): Promise<void> {
  const { name, size, wholePage } = state;
  await page.emulateMedia({
    colorScheme: look.colorScheme ?? 'light',
    forcedColors: look.forcedColors ?? 'none',
    reducedMotion: 'reduce',
  });
  await page.setViewportSize({ ...size, ...(look.width !== undefined && { width: look.width }) });
  await openState(page, gallery, { name, dir: look.dir });
  const wrong = [
    ...(look.locale === 'pseudo' ? (await hardCodedIn(page)).map((text) => `hard-coded: ${text}`) : []),
    ...(await findCut(page)),
  ];
  findings.push(...wrong.map((text) => `${name}, ${look.name}: ${text}`));
  const file = `${name.replace('/', '-')}.${look.name}.png`;
  await page.screenshot({ path: path.join(FOLDER, file), animations: 'disabled', fullPage: wholePage });
  pictures.push({ state: name, look: look.name, file });
}

/** The title of the gallery's own page is not for users. */
async function hardCodedIn(page: Page): Promise<string[]> {
  return (await findHardCoded(page)).filter((text) => !text.startsWith('[document title] Gallery'));
}

/** One row per state, one column per look. */
function contactSheet(): string {
  const rows = [...Map.groupBy(pictures, ({ state }) => state)].sort(([a], [b]) => a.localeCompare(b));
  const cell = (found: Picture | undefined) =>
    `<td>${found ? `<a href="${found.file}"><img loading="lazy" src="${found.file}" alt="${found.state}, ${found.look}"></a>` : ''}</td>`;
  const body = rows.map(
    ([state, taken]) =>
      `<tr><th scope="row">${state}</th>${looks.map((look) => cell(taken.find((each) => each.look === look.name))).join('')}</tr>`,
  );
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Gallery · Cobrowse for Genesys Cloud</title>
<style>
  body { font: 14px/1.4 system-ui, sans-serif; margin: 16px; background: #ddd; color: #111; }
  thead th { position: sticky; top: 0; background: #ddd; text-align: start; padding: 8px; }
  tbody th { text-align: start; vertical-align: top; padding: 8px; max-width: 160px; overflow-wrap: anywhere; }
  td { vertical-align: top; padding: 4px; }
  img { width: 260px; border: 1px solid #888; }
</style>
<table>
<thead><tr><th></th>${looks.map(({ name }) => `<th scope="col">${name}</th>`).join('')}</tr></thead>
<tbody>
${body.join('\n')}
</tbody>
</table>
</html>
`;
}
