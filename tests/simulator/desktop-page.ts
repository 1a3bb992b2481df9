import { Hono } from 'hono';
import { html } from 'hono/html';
import { type Conversation, customerOf, legsOf, queueNameOf } from './conversation-model.ts';
import { mediumOf } from './conversations.ts';
import { signedInUser } from './oauth.ts';
import { findUser, SUPERVISOR_ID } from './organization.ts';
import { page } from './page.ts';
import type { World } from './world.ts';

/**
 * Strict on purpose: whatever is put into this page must not rely on inline scripts, inline styles
 * or foreign hosts.
 */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src 'self'; " +
  "img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'self'";

/**
 * The stand-in for the desktop web application; its screens are drawn by the scripts in `assets/`.
 */
export function desktopRoutes(world: World): Hono {
  const routes = new Hono();

  routes.use('/directory/*', async (c, next) => {
    c.header('Content-Security-Policy', POLICY);
    await next();
  });
  routes.use('/analytics-ui/*', async (c, next) => {
    c.header('Content-Security-Policy', POLICY);
    await next();
  });

  routes.get('/directory', (c) => c.redirect('/directory/'));

  routes.get('/directory/', (c) =>
    c.html(
      page(
        'Genesys Cloud',
        html`<div id="app"></div>
          <noscript>The desktop needs JavaScript.</noscript>`,
        html`<link rel="stylesheet" href="/assets/desktop.css" />
          <script type="module" src="/assets/desktop.js"></script>`,
      ),
    ),
  );

  routes.get('/directory/interactions.json', (c) => {
    c.header('Cache-Control', 'no-store');
    const userId = signedInUser(world, c) ?? SUPERVISOR_ID;
    return c.json({
      organization: world.organization.name,
      user: { id: userId, name: findUser(world.organization, userId)?.name ?? '' },
      interactions: world.conversations.all().map(rowOf),
    });
  });

  // The agent workspace shows an interaction inside a frame of the same origin.
  routes.get('/analytics-ui/interactions/:conversationId', (c) =>
    c.html(
      page(
        'Analytics UI',
        html`<div id="frame" data-conversation-id="${c.req.param('conversationId')}"></div>`,
        html`<link rel="stylesheet" href="/assets/desktop.css" />
          <script type="module" src="/assets/interaction-frame.js"></script>`,
      ),
    ),
  );

  return routes;
}

/** What the desktop shows of a conversation. */
function rowOf(conversation: Conversation) {
  const medium = mediumOf(conversation);
  return {
    id: conversation.id,
    active: conversation.state === 'active',
    startTime: conversation.startTime,
    endTime: conversation.endTime ?? null,
    customer: customerOf(conversation)?.name ?? 'Unknown',
    queue: queueNameOf(conversation) ?? '',
    medium: medium.type ?? medium.key,
    held: conversation.participants.some((participant) => legsOf(participant).some(({ held }) => held)),
    participants: conversation.participants.map((participant) => ({
      name: participant.name ?? '',
      role: participant.role,
      userId: participant.userId ?? null,
      startTime: participant.startTime,
      endTime: participant.endTime ?? null,
      state: legsOf(participant)[0]?.state ?? 'none',
    })),
  };
}
