import type { HtmlTagDescriptor, Plugin } from 'vite';

/** Only the styles that all pages share define tokens (`components/common/tokens.css`). */
const SHARED = /--space-4:\s*4px/;

const STYLE_LINK = /\s*<link rel="stylesheet"[^>]* href="\/([^"]+)">/g;

/**
 * Lists the styles that all pages share before those of components, which overrule them. Vite puts
 * a file of styles that comes from no code of its own after the styles of whatever imports it, so
 * that the order would depend on how the code is cut into files.
 */
export function sharedStylesFirst(): Plugin {
  return {
    name: 'shared-styles-first',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle = {} }) {
        const isShared = (file: string) => {
          const asset = bundle[file];
          return asset?.type === 'asset' && SHARED.test(String(asset.source));
        };
        const files = [...html.matchAll(STYLE_LINK)].flatMap(([, file]) => file ?? []);
        const ordered = [...files.filter(isShared), ...files.filter((file) => !isShared(file))];
        const tags = ordered.map(
          (file): HtmlTagDescriptor => ({
            tag: 'link',
            attrs: { rel: 'stylesheet', crossorigin: true, href: `/${file}` },
            injectTo: 'head',
          }),
        );
        return { html: html.replace(STYLE_LINK, ''), tags };
      },
    },
  };
}
