import { html } from 'hono/html';

/** Markup whose values have been escaped. */
export type Markup = ReturnType<typeof html>;

/**
 * The Content-Security-Policy of the simulator's own pages: they work without scripts and only post
 * to themselves.
 * @param formTarget where the redirect after a form may lead; browsers check that against
 *   form-action as well
 */
export function pagePolicy(formTarget = ''): string {
  return (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; frame-ancestors 'none'; " +
    `form-action 'self' ${formTarget}`.trimEnd()
  );
}

/** A whole page in the simulator's plain style. */
export function page(title: string, body: Markup, head: Markup = html``): Markup {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/assets/pages.css" />
        ${head}
      </head>
      <body>
        ${body}
      </body>
    </html>`;
}

/** The heading line that every page shares. */
export function brand(organizationName: string): Markup {
  return html`<p class="brand">
    <img src="/assets/icon.svg" alt="" width="28" height="28" />
    <span>Genesys Cloud simulator</span>
    <span class="brand-org">${organizationName}</span>
  </p>`;
}
