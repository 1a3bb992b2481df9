import { browser } from '#imports';
import { openOwnPage } from '../browser/own-page';
import { readSettings } from '../settings/effective-settings';
import { managedPolicy } from '../settings/managed-policy';

/**
 * How long to wait for the policy after an installation by policy, in milliseconds: browsers
 * deliver it seconds later.
 */
const POLICY_WITHIN_MS = 6_000;

/**
 * Opens the welcome page after installation, unless the organization has done the set-up. Nothing
 * works before the set-up.
 */
export async function welcomeUnlessConfigured(): Promise<void> {
  if (await isConfigured()) return;
  if (await isInstalledByPolicy()) {
    await policyArrives();
    if (await isConfigured()) return;
  }
  await openOwnPage('/welcome.html');
}

async function isConfigured(): Promise<boolean> {
  return (await readSettings()).signIn.clientId !== '';
}

/** `management.getSelf` needs no permission. */
async function isInstalledByPolicy(): Promise<boolean> {
  return (await browser.management.getSelf()).installType === 'admin';
}

/** Resolves when the policy changes, or after the time limit. */
function policyArrives(): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      stop();
      clearTimeout(timer);
      resolve();
    };
    const stop = managedPolicy.watch(done);
    const timer = setTimeout(done, POLICY_WITHIN_MS);
  });
}
