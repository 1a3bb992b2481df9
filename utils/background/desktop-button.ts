import { fail } from '../errors/failure';
import { managedPolicy } from '../settings/managed-policy';
import { isOff } from '../settings/policy';

/**
 * Throws `switched-off` if the organization has switched the button in the desktop off: its script
 * may still be in a page that was open then.
 */
export async function requireDesktopButton(): Promise<void> {
  if (isOff(await managedPolicy.get(), 'desktop-button')) throw fail('switched-off');
}
