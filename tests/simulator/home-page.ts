import { html } from 'hono/html';
import {
  CREDENTIALS_CLIENT_ID,
  CREDENTIALS_CLIENT_SECRET,
  PUBLIC_CLIENT_ID,
  SCOPELESS_CLIENT_ID,
} from './oauth-clients.ts';
import { brand, type Markup, page } from './page.ts';
import type { World } from './world.ts';

/** The front page: where the desktop is and which identities exist. */
export function homePage(world: World): Markup {
  const { organization, conversations, cobrowseMode } = world;
  const hasComputers = world.offers('screen');
  return page(
    'Genesys Cloud simulator',
    html`<main class="card wide">
      ${brand(organization.name)}
      <h1>Genesys Cloud simulator</h1>
      <p class="lead">
        ${conversations.active().length} active conversations, ${organization.agents.length} agents, cobrowse:
        ${cobrowseMode}.
      </p>
      <p class="actions">
        <a class="button primary" href="/directory/#/analytics/interactions">Open the desktop</a>
        <a class="button" href="/login">Sign in as somebody else</a>
      </p>
      <h2>OAuth clients</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">Client</th>
            <th scope="col">Id</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <td>Code with PKCE (public)</td>
            <td><code>${PUBLIC_CLIENT_ID}</code></td>
          </tr>
          <tr>
            <td>Client credentials, secret <code>${CREDENTIALS_CLIENT_SECRET}</code></td>
            <td><code>${CREDENTIALS_CLIENT_ID}</code></td>
          </tr>
          <tr>
            <td>Public, without cobrowse scopes</td>
            <td><code>${SCOPELESS_CLIENT_ID}</code></td>
          </tr>
        </tbody>
      </table>
      <h2>Users</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Title</th>
            <th scope="col">Id</th>
            ${hasComputers ? html`<th scope="col">Computer</th>` : ''}
          </tr>
        </thead>
        <tbody>
          ${organization.users.map(
            ({ name, title, id, kind }) => html`<tr>
              <td>${name}</td>
              <td>${title}</td>
              <td><code>${id}</code></td>
              ${
                hasComputers
                  ? html`<td>${kind === 'agent' ? html`<a href="/agent-desktop/${id}">Switch on</a>` : ''}</td>`
                  : ''
              }
            </tr>`,
          )}
        </tbody>
      </table>
    </main>`,
  );
}
