import { browser } from '#imports';
import { atMost } from '../concurrency/at-most';
import { createSerializer } from '../concurrency/serialize';
import {
  injectDesktopScript,
  registerDesktopScript,
  unregisterDesktopScript,
} from '../environment/content-script';
import type { Environment } from '../environment/environment';
import { hasHostAccess } from '../environment/host-access';
import { findEnvironment } from '../settings/configuration';
import { managedPolicy } from '../settings/managed-policy';
import { isOff } from '../settings/policy';
import { sendToTab } from './send-to-tab';
import { desktopScriptItem, desktopTabsItem } from './state';

/**
 * How long reaching all open tabs may take in total, in milliseconds. A page that is frozen, shows
 * a dialog or never stops loading does not answer, and nobody should have to wait for it.
 */
const REACH_TABS_MS = 1_500;

/** Run one at a time: browsers refuse two registrations at the same time. */
const serializeRegistrations = createSerializer();
/** Separate from the registrations, which must never wait for a page. */
const serializeVisits = createSerializer();

/** Resolves when all pending work on the script is done. */
export async function desktopScriptSettled(): Promise<void> {
  await serializeRegistrations(async () => undefined);
  await serializeVisits(async () => undefined);
}

/**
 * Adds the script to the desktop of this environment after a sign-in, including pages that are open
 * already.
 */
export async function installDesktopScript({ key }: Environment): Promise<void> {
  await desktopScriptItem.set(key);
  await syncDesktopScript();
}

/** Removes the script after a sign-out, from open pages too. Does not wait for the open pages. */
export async function removeDesktopScript(): Promise<void> {
  await desktopScriptItem.set(null);
  await sync().registered;
}

/**
 * Brings the script in line with sign-in, host access and policy. Also needed after an extension
 * update, which drops the registration and leaves dead copies in open pages.
 */
export async function syncDesktopScript(): Promise<void> {
  const { registered, visited } = sync();
  await registered;
  await visited;
}

/** `visited` resolves when the open tabs were reached or took too long; it never rejects. */
function sync(): { registered: Promise<void>; visited: Promise<void> } {
  const registering = serializeRegistrations(async () => {
    const environment = await findEnvironment();
    if (environment && (await isWanted(environment))) {
      await registerDesktopScript(environment);
      return () => injectDesktopScript(environment);
    }
    await unregisterDesktopScript();
    await desktopTabsItem.clear();
    return retireCopies;
  });
  const visited = serializeVisits(() =>
    atMost(
      REACH_TABS_MS,
      registering.then((visit) => visit()),
    ),
  );
  return { registered: registering.then(() => undefined), visited };
}

async function isWanted(environment: Environment): Promise<boolean> {
  if (isOff(await managedPolicy.get(), 'desktop-button')) return false;
  return (await desktopScriptItem.get()) === environment.key && (await hasHostAccess(environment));
}

/**
 * Without host access, we cannot tell which tabs show the desktop. So send to all; tabs without the
 * script ignore it.
 */
async function retireCopies(): Promise<void> {
  const tabs = await browser.tabs.query({});
  await Promise.allSettled(
    tabs.flatMap(({ id }) => (id === undefined ? [] : [sendToTab(id, 'desktop-script-retired')])),
  );
}
