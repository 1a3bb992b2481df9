import { Hono } from 'hono';
import { html } from 'hono/html';
import { findUser, type User } from '../organization.ts';
import { brand, type Markup, page } from '../page.ts';
import type { World } from '../world.ts';

const POLICY =
  "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; img-src 'self' data:; " +
  "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/**
 * The stand-in for an agent's computer with the desktop app or Background Assistant: while the page
 * is open, its drawn screens can be watched.
 */
export function agentDesktopRoutes(world: World): Hono {
  const routes = new Hono();

  routes.get('/agent-desktop/:userId', (c) => {
    const user = findUser(world.organization, c.req.param('userId'));
    if (!user || !world.offers('screen')) return c.notFound();
    c.header('Content-Security-Policy', POLICY);
    c.header('Cache-Control', 'no-store');
    return c.html(agentDesktopPage(world, user));
  });

  return routes;
}

function agentDesktopPage(world: World, user: User): Markup {
  return page(
    `Computer of ${user.name}`,
    html`<header class="join-bar">
        ${brand(world.organization.name)}
        <p>Computer of <strong>${user.name}</strong> · <span id="state">Connecting</span></p>
      </header>
      <p class="computer-notice" id="notice" role="status" hidden>A supervisor is watching your screens.</p>
      <main class="computer" id="screens" data-user-id="${user.id}" data-name="${user.name}" data-stun="${world.screens.stunUrl}"></main>`,
    html`<script type="module" src="/assets/agent-desktop.js"></script>`,
  );
}
