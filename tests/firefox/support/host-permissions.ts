import { expect } from 'vitest';
import { GECKO_ID } from '../../../utils/settings/extension-ids.ts';
import type { BrowserWindow } from './browser-window.ts';
import { eventually } from './eventually.ts';

/**
 * What the browser asks the user about hosts, and what the user can change in the browser's own
 * pages.
 */
export type HostPermissions = {
  /** The question that is open now, as it reads; `null` when there is none. */
  question(): Promise<string | null>;
  /** Waits for the browser's question and presses one of its two buttons. */
  answer(how: 'allow' | 'deny'): Promise<void>;
  /**
   * Takes a host away as `about:addons` does, while everything runs. `origin` is a match pattern.
   */
  revoke(origin: string): Promise<void>;
  /** Gives a host back as `about:addons` does. */
  grant(origin: string): Promise<void>;
};

export function hostPermissionsFrom(inWindow: BrowserWindow): HostPermissions {
  const question = () =>
    inWindow(() => {
      const shown = document.querySelector<Doorhanger>('#notification-popup popupnotification');
      return shown ? (shown.textContent ?? '') : null;
    });

  const change = (how: 'add' | 'remove', origin: string) =>
    inWindow(
      async (id, kind, pattern) => {
        const { ExtensionPermissions } = ChromeUtils.importESModule(
          'resource://gre/modules/ExtensionPermissions.sys.mjs',
        );
        const extension = WebExtensionPolicy.getByID(id)?.extension;
        if (!extension) throw new Error('The extension is not installed.');
        await ExtensionPermissions[kind](id, { permissions: [], origins: [pattern] }, extension);
      },
      GECKO_ID,
      how,
      origin,
    );

  return {
    question,
    async answer(how) {
      await eventually(async () => expect(await question(), 'the question of the browser').not.toBeNull());
      await inWindow((pressed) => {
        const shown = document.querySelector<Doorhanger>('#notification-popup popupnotification');
        (pressed === 'allow' ? shown?.button : shown?.secondaryButton)?.click();
      }, how);
      await eventually(async () => expect(await question(), 'the question of the browser').toBeNull());
    },
    revoke: (origin) => change('remove', origin),
    grant: (origin) => change('add', origin),
  };
}
