import { createServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import { ExtensionsPage } from './support/extensions-page.ts';
import { violations } from './support/violations.ts';
import {
  CLIENT_WITHOUT_COBROWSE,
  DANA,
  FEMI,
  PUBLIC_CLIENT,
  SECRET_CLIENT,
  useWorld,
} from './support/world.ts';

const QUEUES = 'analytics:queueObservation:view';
const MONITOR = ['realtimeMonitor:screen:monitorConversation', 'realtimeMonitor:screen:monitorAgent'];

/** A port of this computer that nobody listens on. */
async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('The port is not known.');
  return address.port;
}

describe('the checks of the settings page', () => {
  const world = useWorld();

  const signInAs = async (user: string, clientId: string) => {
    const settings = await world().openOptions();
    await settings.signOut();
    await settings.page.close();
    await world().signIn(user, clientId);
  };

  test('all is good for a user with all permissions, and a run costs eight requests', async () => {
    const settings = await world().openOptions();
    await settings.checkedWith('Everything works.');
    const line = await settings.check('Your account', 'Passed');
    await line
      .getByText(`${DANA.name} (dana.whitfield@harbourline.example) in Harbourline Insurance.`)
      .waitFor();
    await (await settings.check('Cobrowse service', 'Passed')).getByText('Cobrowse Sessions API.').waitFor();
    await (await settings.check('Keyboard shortcuts', 'Passed')).getByText('Alt+Shift+9').waitFor();

    const before = (await world().control.requests()).at(-1)?.n ?? 0;
    await settings.button('Run again').click();
    await expect
      .poll(async () =>
        (await world().control.requests(before))
          .map(({ method, path }) => `${method} ${path.replace(/channels\/.*/, 'channels/{channelId}')}`)
          .sort(),
      )
      .toEqual([
        'GET /api/v2/cobrowse/sessions',
        'GET /api/v2/conversations',
        'GET /api/v2/tokens/me',
        'GET /api/v2/users/me',
        'HEAD /api/v2/notifications/channels/{channelId}',
        'POST /api/v2/analytics/agents/status/query',
        'POST /api/v2/analytics/conversations/activity/query',
        'POST /api/v2/analytics/conversations/details/query',
      ]);
    await settings.checkedWith('Everything works.');
  });

  test('a revoked permission is named, with its use and the role it belongs to', async () => {
    const settings = await world().openOptions();
    await settings.checkedWith('Everything works.');
    await world().control.changePermissions(DANA.userId, { remove: [QUEUES] });
    await settings.button('Run again').click();
    const permissions = await settings.check('Role permissions', 'Warning');
    await permissions.getByText(QUEUES).waitFor();
    const lists = await settings.check('Conversation lists', 'Warning');
    await lists.getByText(`the permission “${QUEUES}” is missing`).waitFor();
    await settings.checkedWith('2 warnings.');
    await world().control.changePermissions(DANA.userId, { add: [QUEUES] });
    await settings.button('Run again').click();
    await settings.checkedWith('Everything works.');
  });

  test('the rows show a revoked capability as soon as it is checked', async () => {
    const held = [
      'cobrowse:session:add',
      'conversation:cobrowse:add',
      'conversation:cobrowseVoice:add',
      ...MONITOR,
    ];
    await world().control.addConversation({ customerName: 'Rowena Row' });
    await world().control.changePermissions(DANA.userId, { remove: held });
    const settings = await world().openOptions();
    await settings.check('Cobrowse capability', 'Problem');
    const popup = await world().openPopup();
    await popup.start('Rowena Row');
    await popup.page.getByText('Your role lacks the permission cobrowse:session:add.').waitFor();
    expect(await world().control.sessions()).toEqual([]);

    await world().control.changePermissions(DANA.userId, { add: held });
    await settings.page.bringToFront();
    await settings.button('Run again').click();
    await settings.checkedWith('Everything works.');
    await popup.page.bringToFront();
    await popup.page.getByText('Your role lacks').waitFor({ state: 'hidden' });
  });

  test('an unassigned shortcut is reported', async () => {
    const extensions = await ExtensionsPage.open(world());
    await extensions.setShortcut('start-cobrowse', '');
    const settings = await world().openOptions();
    const line = await settings.check('Keyboard shortcuts', 'Warning');
    await line.getByText('One is not assigned (start cobrowse)').waitFor();
    const opening = world().context.waitForEvent('page');
    await line.getByRole('button', { name: 'Open shortcuts page' }).click();
    expect((await opening).url()).toBe('chrome://extensions/shortcuts');
    await extensions.setShortcut('start-cobrowse', 'Alt+Shift+9');
  });

  test('revoked host access is one red line with a button that fixes it, and the grant is detected', async () => {
    const settings = await world().openOptions();
    await settings.checkedWith('Everything works.');
    const extensions = await ExtensionsPage.open(world());
    await extensions.setHostAccess('ON_SPECIFIC_SITES');
    await settings.page.bringToFront();
    const line = await settings.check('Host access', 'Problem');
    await line.getByRole('button', { name: 'Allow access' }).waitFor();
    await settings.checkedWith('1 problem.');
    await (await settings.check('OAuth scopes', 'Pending'))
      .getByText('Checked once the problem above is fixed.')
      .waitFor();
    await extensions.grantBefore('http://localhost/*');
    await settings.page.bringToFront();
    await settings.checkedWith('Everything works.');
    await extensions.setHostAccess('ON_ALL_SITES');
  });

  test('the diagnostics are copied as shown, and contain no personal data', async () => {
    await world().context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const conversation = await world().control.addConversation({ customerName: 'Canary Catherine' });
    const settings = await world().openOptions();
    await settings.checkedWith('Everything works.');
    await settings.button('Copy diagnostics…').click();
    const shown = await settings.field('Diagnostics').inputValue();
    await settings.button('Copy diagnostics').click();
    await settings.page.getByText('Copied', { exact: true }).waitFor();
    expect(await settings.page.evaluate(() => navigator.clipboard.readText())).toBe(shown);
    expect(shown).toContain('Environment: custom host');
    expect(shown).toContain('good: capability');
    const stored = await world()
      .worker()
      .evaluate(async () => (await chrome.storage.session.get('access-token'))['access-token']);
    const { accessToken } = stored as { accessToken: string };
    expect(accessToken.length).toBeGreaterThan(20);
    for (const canary of [
      accessToken,
      DANA.name,
      DANA.userId,
      'dana.whitfield',
      'Harbourline',
      PUBLIC_CLIENT,
      conversation.id,
      'Catherine',
      'localhost',
      new URL(world().origin).port,
    ])
      expect(shown).not.toContain(canary);
  });

  test('an invalid token is reported at the sign-in line, and nothing else is red', async () => {
    await world().control.revokeTokens();
    await world().context.clearCookies();
    const settings = await world().openOptions();
    await settings.check('Sign-in', 'Problem');
    await settings.checkedWith('1 problem.');
    await settings.check('Your account', 'Pending');
  });

  test('a client without cobrowse scopes: they are named', async () => {
    await signInAs(DANA.name, CLIENT_WITHOUT_COBROWSE);
    const settings = await world().openOptions();
    const line = await settings.check('OAuth scopes', 'Problem');
    await line.getByText('cobrowse:session:write').waitFor();
    await line.getByText('cobrowse:session:read').waitFor();
    await settings.checkedWith('1 problem.');
  });

  test('a supervisor without the capability: that line, by name', async () => {
    await signInAs(FEMI.name, PUBLIC_CLIENT);
    const settings = await world().openOptions();
    const line = await settings.check('Cobrowse capability', 'Problem');
    await line.getByText('cobrowse:session:add').waitFor();
    await settings.checkedWith('1 problem.');
  });

  test('an unknown client is reported before a sign-in', async () => {
    const settings = await world().openOptions();
    await settings.signOut();
    await (await settings.check('OAuth client', 'Passed')).waitFor();
    await settings.fill('Client ID', '99999999-9999-4999-8999-999999999999');
    await settings.save();
    const line = await settings.check('OAuth client', 'Problem');
    await settings.checkedWith('1 problem.');
    await line.getByRole('button', { name: 'Go to client ID' }).click();
    await expect
      .poll(() => settings.field('Client ID').evaluate((field) => field === document.activeElement))
      .toBe(true);
  });

  test('a host that cannot be reached is one red line', async () => {
    const settings = await world().openOptions();
    await settings.configure({ host: `http://localhost:${await closedPort()}`, clientId: PUBLIC_CLIENT });
    const line = await settings.check('Connection', 'Problem');
    await line.getByText('The sign-in host cannot be reached.').waitFor();
    await settings.checkedWith('1 problem.');
    await settings.configure({ host: world().origin, clientId: PUBLIC_CLIENT });
    await settings.check('Connection', 'Passed');
  });

  test('with client ID and secret neither scopes nor permissions are required', async () => {
    const settings = await world().openOptions();
    await settings.enterSecretClient(SECRET_CLIENT, DANA.userId);
    await settings.button('Sign in').first().click();
    await settings.checkedWith('Everything works.');
    const line = await settings.check('OAuth scopes', 'Passed');
    await line.getByText('the client’s roles decide').waitFor();
  });
});

describe('the checks on a computer whose clock is wrong', () => {
  const world = useWorld({ simulator: { clockSkewS: 600 } });

  test('say by how much', async () => {
    const settings = await world().openOptions();
    const line = await settings.check('Computer clock', 'Warning');
    await line.getByText(/(599|600|601) s behind Genesys Cloud\./).waitFor();
    await settings.checkedWith('1 warning.');
  });
});

describe('the checks in an organization with Live Screen Monitoring', () => {
  const world = useWorld({ simulator: { cobrowse: 'screen' } });

  test('all is good for a user with all permissions: who tells agents, and the streaming host, are named', async () => {
    const settings = await world().openOptions();
    await settings.checkedWith('Everything works.');
    const service = await settings.check('Cobrowse service', 'Passed');
    await service.getByText(/^Live Screen Monitoring, .+ Agents are told by the extension/).waitFor();
    await (await settings.check('Screen connection', 'Passed'))
      .getByText(`${new URL(world().origin).host} responds.`)
      .waitFor();
    expect(await violations(settings.page)).toEqual([]);
  });

  test('a missing permission and what tells the agent are named, and nothing else turns red', async () => {
    const lacking = [...MONITOR, 'conversation:cobrowse:add', 'conversation:cobrowseVoice:add'];
    await world().control.changePermissions(DANA.userId, { remove: lacking });
    const settings = await world().openOptions();
    const capability = await settings.check('Cobrowse capability', 'Problem');
    await capability.getByText('realtimeMonitor:screen:monitorConversation').waitFor();
    await settings.checkedWith('1 problem.');
    await world().control.changePermissions(DANA.userId, { add: lacking });

    const chat = ['chat:chat:access', 'chat:1on1Message:add'];
    await world().control.changePermissions(DANA.userId, { remove: chat });
    await settings.button('Run again').click();
    // Genesys Cloud tells agents here too.
    const permissions = await settings.check('Role permissions', 'Warning');
    await permissions.getByText('chat:chat:access').waitFor();
    await settings.checkedWith('1 warning.');
    const mayRead = ['realtimeMonitor:settings:view'];
    await world().control.changePermissions(DANA.userId, { remove: mayRead });
    await settings.button('Run again').click();
    await (await settings.check('Role permissions', 'Problem')).getByText('chat:chat:access').waitFor();
    await settings.checkedWith('1 problem.');
  });
});
