import type { Plugin } from 'vite';

const EARLY_SCRIPT = '<script src="/early-read.js">';
const PAGE_SCRIPT = /\s*<script type="module"[^>]* src="([^"]+)"><\/script>/;
const PRELOADS = /\s*<link rel="modulepreload"[^>]*>/g;

/**
 * Lets the early read of a page load the page's own script, once the last snapshot is on screen.
 * Listed in the page, its files compete with the styles that the snapshot waits for.
 */
export function lateScript(): Plugin {
  return {
    name: 'late-script',
    transformIndexHtml: {
      order: 'post',
      handler(html) {
        if (!html.includes(EARLY_SCRIPT)) return html;
        const script = html.match(PAGE_SCRIPT)?.[1];
        if (script === undefined) throw new Error('A page with an early read has no script of its own.');
        return html
          .replace(PAGE_SCRIPT, '')
          .replace(PRELOADS, '')
          .replace(EARLY_SCRIPT, `<script src="/early-read.js" data-next="${script}">`);
      },
    },
  };
}
