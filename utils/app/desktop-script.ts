import { browser } from '#imports';
import { registerDesktopScript, unregisterDesktopScript } from '../environment/content-script';
import type { Environment } from '../environment/environment';
import { hasHostAccess } from '../environment/host-access';
import { findEnvironment } from '../settings/configuration';
import { isOff } from '../settings/policy';
import { desktopScriptItem, desktopTabsItem } from '../storage/items';
import { managedPolicy } from '../storage/managed-policy';
import { tellTab } from './tell-tab';

/** One after the other: registering twice at the same time is refused by browsers. */
let turn: Promise<unknown> = Promise.resolve();

function inTurn(work: () => Promise<void>): Promise<void> {
  const done = turn.then(work, work);
  turn = done.catch(() => undefined);
  return done;
}

/** Resolves when what was begun with the script is done. */
export async function desktopScriptSettled(): Promise<void> {
  await turn;
}

/** Somebody has signed in: the script goes into the desktop of this environment, into pages that are open already too. */
export async function putDesktopScriptInPlace({ key }: Environment): Promise<void> {
  await desktopScriptItem.set(key);
  await syncDesktopScript();
}

/** Somebody has signed out: the script goes, from open pages too. */
export async function takeDesktopScriptAway(): Promise<void> {
  await desktopScriptItem.set(null);
  await syncDesktopScript();
}

/**
 * Brings the script in step with sign-in, host access and what the organisation wants; after an extension update too, which drops the
 * registration and leaves dead copies in open pages.
 */
export function syncDesktopScript(): Promise<void> {
  return inTurn(async () => {
    const environment = await findEnvironment();
    if (environment && (await isWanted(environment))) await registerDesktopScript(environment);
    else await retire();
  });
}

async function isWanted(environment: Environment): Promise<boolean> {
  if (isOff(await managedPolicy.get(), 'desktop-button')) return false;
  return (await desktopScriptItem.get()) === environment.key && (await hasHostAccess(environment));
}

/** Without host access nobody can tell which tabs show the desktop, so all are told; those without the script hear nothing. */
async function retire(): Promise<void> {
  await unregisterDesktopScript();
  await desktopTabsItem.clear();
  const tabs = await browser.tabs.query({});
  await Promise.allSettled(
    tabs.flatMap(({ id }) => (id === undefined ? [] : [tellTab(id, 'desktop-script-retired')])),
  );
}
