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
import { desktopScriptItem, desktopTabsItem } from './state';
import { tellTab } from './tell-tab';

/**
 * How long the open tabs may take to be reached, in milliseconds, all of them together. A page that
 * is frozen, shows a dialog or never stops loading answers nothing, and nobody may have to wait for
 * it.
 */
const REACH_TABS_MS = 1_500;

/** One after the other: registering twice at the same time is refused by browsers. */
const serializeRegistrations = createSerializer();
/** Apart from the registrations: these must never wait for a page. */
const serializeVisits = createSerializer();

/** Resolves when what was begun with the script is done. */
export async function desktopScriptSettled(): Promise<void> {
  await serializeRegistrations(async () => undefined);
  await serializeVisits(async () => undefined);
}

/**
 * Somebody has signed in: the script goes into the desktop of this environment, into pages that are
 * open already too.
 */
export async function putDesktopScriptInPlace({ key }: Environment): Promise<void> {
  await desktopScriptItem.set(key);
  await syncDesktopScript();
}

/** Somebody has signed out: the script goes, from open pages too, for which nobody waits here. */
export async function takeDesktopScriptAway(): Promise<void> {
  await desktopScriptItem.set(null);
  await sync().registered;
}

/**
 * Brings the script in step with sign-in, host access and what the organisation wants; after an
 * extension update too, which drops the registration and leaves dead copies in open pages.
 */
export async function syncDesktopScript(): Promise<void> {
  const { registered, visited } = sync();
  await registered;
  await visited;
}

/** `visited`: the open tabs were reached, or took too long; never rejects. */
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
 * Without host access nobody can tell which tabs show the desktop, so all are told; those without
 * the script hear nothing.
 */
async function retireCopies(): Promise<void> {
  const tabs = await browser.tabs.query({});
  await Promise.allSettled(
    tabs.flatMap(({ id }) => (id === undefined ? [] : [tellTab(id, 'desktop-script-retired')])),
  );
}
