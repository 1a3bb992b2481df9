import { afterAll, describe, expect, test } from 'vitest';
import { createPolicyHome, WHY_NO_POLICY } from './support/native-policy.ts';
import { NO_FIREFOX_HERE, ourButton, PUBLIC_CLIENT, ROWS, useWorld } from './support/world.ts';

describe.skipIf(NO_FIREFOX_HERE || WHY_NO_POLICY !== null)(
  `the policy of the organization in Firefox${WHY_NO_POLICY ? ` (not tested: ${WHY_NO_POLICY})` : ''}`,
  () => {
    const place = createPolicyHome();
    afterAll(() => place.remove());
    const world = useWorld({
      home: place.home,
      beforeLaunch: (origin) =>
        place.set({
          customHost: origin,
          clientId: PUBLIC_CLIENT,
          controlAllowed: false,
          timeoutInMinutes: 20,
          maxTimeoutInMinutes: 25,
          noticeText: 'Theirs: “sessions are observed”.',
          disabledFeatures: ['client-credentials'],
        }),
    });

    /** Sends a request from an extension page, bypassing its controls. */
    const send = (type: string, data: unknown) =>
      world().inside.evaluate(
        (name, body) => chrome.runtime.sendMessage({ id: 1, type: name, data: body, timestamp: Date.now() }),
        type,
        data,
      );

    test('is shown as set by the organization, and its fields cannot be changed', async () => {
      const options = await world().firefox.open('options.html');
      await options.waitFor({ role: 'region', name: 'Managed by your organization' });
      const listed = await options.evaluate(() =>
        [...document.querySelectorAll('#managed dd')].map(({ textContent }) => textContent),
      );
      expect(listed).toEqual(
        expect.arrayContaining([world().origin, PUBLIC_CLIENT, 'Theirs: “sessions are observed”.']),
      );
      for (const name of ['Custom host', 'Client ID', 'Notice'])
        expect(await options.count({ role: 'textbox', name }), name).toBe(0);
      expect(await options.count({ role: 'radio', name: 'Client ID and secret' })).toBe(0);
    });

    test('applies to a start from the list: view only, with its time limit', async () => {
      const { id } = await world().control.addConversation({ customerName: 'Listed Lou' });
      const popup = await world().openPopup();
      await popup.click({ role: 'button', begins: 'Session options' });
      await popup.waitForText('view only, at most 25 min');
      await popup.pressKey('Escape');
      await popup.fill({ role: 'combobox', name: 'Search conversations' }, 'Listed Lou');
      await expect.poll(() => popup.texts(ROWS)).toEqual([expect.stringContaining('Listed Lou')]);
      await popup.pressEnter();
      await world().joinPage();
      expect((await world().sessionsOf(id)).map(({ settings }) => settings)).toEqual([
        { allowRemoteControl: false, timeoutInMinutes: 20 },
      ]);
    });

    test('applies to a start from the desktop', async () => {
      const { id, desktop } = await world().openConversation('Desktop Dora');
      await desktop.click(ourButton('Cobrowse'));
      const window = await world().confirmWindow('Desktop Dora');
      expect(await window.facts()).toMatchObject({ Access: 'View only', 'Time limit': '20 min' });
      await window.confirm();
      await world().joinPage();
      expect((await world().sessionsOf(id)).map(({ settings }) => settings)).toEqual([
        { allowRemoteControl: false, timeoutInMinutes: 20 },
      ]);
    });

    test('withstands a forged start: no control, and not longer than it allows', async () => {
      const { id } = await world().control.addConversation({ customerName: 'Forged Frida' });
      const settings = { allowRemoteControl: true, timeoutInMinutes: 480 };
      await send('start-session', { conversationId: id, settings });
      expect((await world().sessionsOf(id)).map((session) => session.settings)).toEqual([
        { allowRemoteControl: false, timeoutInMinutes: 25 },
      ]);
    });

    test('withstands forged settings: nothing that is locked is stored', async () => {
      const before = JSON.parse(await world().stored('local')).settings;
      const forged = {
        ...before,
        environment: { kind: 'custom', host: 'evil.example' },
        session: { allowRemoteControl: true, timeoutInMinutes: 480 },
      };
      await send('save-settings', { settings: forged });
      const after = JSON.parse(await world().stored('local')).settings;
      expect(after?.environment).toEqual(before?.environment);
      expect(after?.session?.allowRemoteControl ?? false).toBe(before?.session?.allowRemoteControl ?? false);
      const popup = await world().openPopup();
      await popup.click({ role: 'button', begins: 'Session options' });
      await popup.waitForText('view only, at most 25 min');
    });
  },
);
