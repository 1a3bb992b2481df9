import type { BrowserContext } from 'playwright-core';
import type { Size } from './scenes.ts';

/** What a picture for a store shows: a view of the extension, and what to say of it. */
export type Art = {
  title: string;
  text: string;
  /** The view as a PNG, drawn at its own size. */
  view: { png: Buffer; size: Size };
};

export type Scheme = 'light' | 'dark';

/** Backgrounds and texts; the mark's colors are those of `components/common/tokens.css`. */
const COLORS = {
  light: { from: '#eef1ff', to: '#d9e0ff', text: '#171a26', muted: '#3f465c', line: '#c5cdf0' },
  dark: { from: '#181c33', to: '#0d1020', text: '#eceef6', muted: '#b6bdd4', line: '#353b5c' },
} as const;
const MARK = { light: ['#3d5afe', '#9eaeff'], dark: ['#5f78ff', '#a9b7ff'] } as const;

const SCREENSHOT: Size = { width: 1280, height: 800 };
/** A view this wide stands below its title, any other beside it. */
const WIDE_PX = 700;
/** Store icons have a transparent margin of an eighth on each side. */
const ICON_SHARE = 0.75;

/** Draws a screenshot for a listing. */
export async function drawScreenshot(context: BrowserContext, scheme: Scheme, art: Art): Promise<Buffer> {
  const isWide = art.view.size.width >= WIDE_PX;
  return await draw(
    context,
    SCREENSHOT,
    `${style(scheme)}
    <main class="${isWide ? 'below' : 'beside'}">
      <header>${isWide ? '' : `<div class="brand">${mark(scheme, 36)}<b>Cobrowse for Genesys Cloud</b></div>`}
        <h1>${art.title}</h1><p>${art.text}</p></header>
      <img width="${art.view.size.width}" height="${art.view.size.height}" src="${dataUrl(art.view.png)}" alt="">
    </main>`,
  );
}

/** Draws a promotional tile: mark and name, and on a large one a line of text and a view. */
export async function drawTile(
  context: BrowserContext,
  size: Size,
  art: Pick<Art, 'text'> & { view?: Art['view'] },
): Promise<Buffer> {
  const { view } = art;
  return await draw(
    context,
    size,
    `${style('light')}
    <main class="tile ${view ? 'large' : 'small'}">
      <header>${mark('light', view ? 96 : 72)}<h1>Cobrowse<span>for Genesys Cloud</span></h1>
        ${view ? `<p>${art.text}</p>` : ''}</header>
      ${view ? `<img width="${view.size.width}" height="${view.size.height}" src="${dataUrl(view.png)}" alt="">` : ''}
    </main>`,
  );
}

/** Draws the icon with the margin that stores ask for, on nothing. */
export async function drawIcon(context: BrowserContext, px: number): Promise<Buffer> {
  const html = `<style>body{margin:0;display:grid;place-items:center;height:100vh}</style>${mark('light', px * ICON_SHARE)}`;
  return await draw(context, { width: px, height: px }, html, true);
}

async function draw(context: BrowserContext, size: Size, html: string, transparent = false): Promise<Buffer> {
  const page = await context.newPage();
  try {
    await page.setViewportSize(size);
    await page.setContent(html);
    await page.evaluate(() => Promise.all([...document.images].map((image) => image.decode())));
    return await page.screenshot({ animations: 'disabled', omitBackground: transparent });
  } finally {
    await page.close();
  }
}

const dataUrl = (png: Buffer) => `data:image/png;base64,${png.toString('base64')}`;

/** The shapes of `components/common/ProductMark.tsx`. */
function mark(scheme: Scheme, px: number): string {
  const [front, back] = MARK[scheme];
  return `<svg width="${px}" height="${px}" viewBox="0 0 128 128">
    <path fill="${back}" d="M20 8h56a20 20 0 0 1 20 20v4H56a24 24 0 0 0-24 24v32H20A20 20 0 0 1 0 68V28A20 20 0 0 1 20 8Z"/>
    <rect fill="${front}" x="40" y="40" width="88" height="80" rx="20"/>
    <path fill="#fff" d="M68 58l40 16-17 6-7 18z"/></svg>`;
}

function style(scheme: Scheme): string {
  const { from, to, text, muted, line } = COLORS[scheme];
  return `<style>
    * { box-sizing: border-box; margin: 0 }
    body { height: 100vh; overflow: hidden; color: ${text}; background: linear-gradient(135deg, ${from}, ${to});
      font-family: system-ui, "Segoe UI", Roboto, sans-serif }
    main { height: 100%; display: flex }
    img { border: 1px solid ${line}; border-radius: 12px; box-shadow: 0 24px 64px rgb(20 26 64 / 28%) }
    .brand { display: flex; align-items: center; gap: 12px; font-size: 20px; margin-bottom: 56px }
    h1 { font-size: 52px; line-height: 1.12; letter-spacing: -0.02em; text-wrap: balance }
    p { margin-top: 24px; font-size: 24px; line-height: 1.45; color: ${muted}; text-wrap: pretty }
    .beside { align-items: center; justify-content: space-between; padding: 0 96px }
    .beside header { width: 540px }
    .below { flex-direction: column; align-items: center; padding-top: 44px }
    .below header { text-align: center; margin-bottom: 36px }
    .below h1 { font-size: 40px }
    .below p { margin-top: 10px; font-size: 20px }
    .tile { align-items: center; justify-content: center; gap: 80px }
    .tile h1 { font-size: 44px; margin-top: 14px }
    .tile h1 span { display: block; font-size: 0.5em; font-weight: 600; letter-spacing: 0; color: ${muted}; margin-top: 6px }
    .small header { text-align: center }
    .large { justify-content: space-between; padding: 0 120px }
    .large header { width: 620px }
    .large h1 { font-size: 72px; margin-top: 28px }
    .large p { font-size: 28px; text-wrap: balance }
    .large img { align-self: start; margin-top: 56px }
  </style>`;
}
