import { readFileSync } from 'node:fs';
import { Hono } from 'hono';

/** Every file that pages may load; anything else below `/assets` does not exist. */
const TYPES: Record<string, string> = {
  'agent-desktop.js': 'text/javascript; charset=utf-8',
  'desktop.css': 'text/css; charset=utf-8',
  'desktop.js': 'text/javascript; charset=utf-8',
  'drawn-desktop.js': 'text/javascript; charset=utf-8',
  'icon.svg': 'image/svg+xml',
  'interaction-frame.js': 'text/javascript; charset=utf-8',
  'interaction-view.js': 'text/javascript; charset=utf-8',
  'join-share.js': 'text/javascript; charset=utf-8',
  'join.js': 'text/javascript; charset=utf-8',
  'pages.css': 'text/css; charset=utf-8',
  'screen-track.js': 'text/javascript; charset=utf-8',
  'ticker.js': 'text/javascript; charset=utf-8',
};

/** Styles, scripts and the icon of the simulator's pages. */
export function assetRoutes(): Hono {
  const routes = new Hono();

  routes.get('/assets/:name', (c) => {
    const name = c.req.param('name');
    const type = TYPES[name];
    if (type === undefined) return c.notFound();
    // Read each time: changing a style while the simulator runs should only need a reload.
    const content = readFileSync(new URL(`./assets/${name}`, import.meta.url), 'utf8');
    return c.body(content, 200, { 'Content-Type': type, 'Cache-Control': 'no-cache' });
  });
  routes.get('/favicon.ico', (c) => c.redirect('/assets/icon.svg'));

  return routes;
}
