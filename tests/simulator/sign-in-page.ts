import { html } from 'hono/html';
import { hasCobrowseCapability, type Organization, type User } from './organization.ts';
import { brand, type Markup, page } from './page.ts';

/** The page to choose a user, before the browser returns to the client with a code. */
export function signInPage(clientName: string, organization: Organization, selectedUserId: string): Markup {
  return page(
    'Sign in – Genesys Cloud simulator',
    html`<main class="card">
      ${brand(organization.name)}
      <h1>Sign in</h1>
      <p class="lead"><strong>${clientName}</strong> asks for access to your account.</p>
      <form method="post">
        ${userChoice(organization, selectedUserId)}
        <div class="actions">
          <button type="submit" name="decision" value="sign-in" class="primary">Sign in</button>
          <button type="submit" name="decision" value="cancel" formnovalidate>Cancel</button>
        </div>
      </form>
    </main>`,
  );
}

/** The page after a sign-out; offers to sign in to the desktop as another user. */
export function signedOutPage(organization: Organization): Markup {
  return page(
    'Signed out – Genesys Cloud simulator',
    html`<main class="card">
      ${brand(organization.name)}
      <h1>You are signed out</h1>
      <p class="lead">Choose a user to open the desktop again.</p>
      <form method="post" action="/login">
        ${userChoice(organization, organization.users[0]?.id ?? '')}
        <div class="actions"><button type="submit" class="primary">Sign in</button></div>
      </form>
    </main>`,
  );
}

/** Shown instead of a redirect: the address in the request may not be trustworthy. */
export function invalidClientPage(): Markup {
  return page(
    'Sign-in is not possible – Genesys Cloud simulator',
    html`<main class="card">
      <h1>Sign-in is not possible</h1>
      <p class="lead">OAuth client ID or redirect URI is invalid.</p>
      <p>
        Ask an administrator to check that the client exists in this organization and that the redirect URI is registered
        for it, character by character.
      </p>
    </main>`,
  );
}

function userChoice(organization: Organization, selectedUserId: string): Markup {
  const group = (legend: string, users: readonly User[]) => html`<fieldset>
    <legend>${legend}</legend>
    <div class="choices">
      ${users.map(
        (user) => html`<label class="choice">
          <input type="radio" name="user" value="${user.id}" required ${user.id === selectedUserId ? html`checked` : ''} />
          <span class="avatar" aria-hidden="true">${initials(user.name)}</span>
          <span class="choice-text">
            <span class="choice-name">${user.name}</span>
            <span class="choice-detail">${detail(user)}</span>
          </span>
        </label>`,
      )}
    </div>
  </fieldset>`;
  return html`${group(
    'Supervisors',
    organization.users.filter(({ kind }) => kind === 'supervisor'),
  )}
  ${organization.agents.length > 0 ? group('Agents', organization.agents) : ''}`;
}

function detail(user: User): string {
  if (user.kind === 'agent') return user.title;
  return `Supervisor ${hasCobrowseCapability(user) ? 'with' : 'without'} the Cobrowse capability`;
}

function initials(name: string): string {
  const words = name.split(/\s+/);
  return [words[0], words.length > 1 ? words.at(-1) : '']
    .map((word) => [...(word ?? '')][0] ?? '')
    .join('')
    .toUpperCase();
}
