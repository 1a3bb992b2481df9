import { readStored, writeStored } from '../storage/areas';
import { signInBackupItem } from './state';

/** Name of the item with the signed-in person. */
const PERSON = 'identity';
/** Name of the item with their access token. */
const TOKEN = 'access-token';
/** What belongs to a sign-in and cannot be read again. Everything else can. */
const NAMES = [PERSON, TOKEN, 'list-view', 'ended-cobrowse-sessions'];
/** Name of the backup in earlier versions. */
const FORMER_NAME = 'set-aside';

/** Copies the sign-in to where a sign-out does not clear it. */
export async function backUpSignIn(): Promise<void> {
  await adoptFormerBackup();
  const stored = await Promise.all(
    NAMES.map(async (name) => [name, await readStored('session', name)] as const),
  );
  await signInBackupItem.set(Object.fromEntries(stored.filter(([, value]) => value !== undefined)));
}

/** Whether there is a backup to restore. */
export async function hasSignInBackup(): Promise<boolean> {
  return (await readBackup()) !== null;
}

/** Whether the backup contains a person: practice can begin while nobody is signed in. */
export async function isSomebodyBackedUp(): Promise<boolean> {
  const backup = await readBackup();
  return Boolean(backup?.[PERSON] || backup?.[TOKEN]);
}

/**
 * Restores the sign-in as it was. Writes `identity` last: watchers expect the rest to be in place.
 */
export async function restoreSignIn(): Promise<void> {
  const { [PERSON]: person, ...others } = (await readBackup()) ?? {};
  await writeStored('session', others);
  if (person !== undefined) await writeStored('session', { [PERSON]: person });
  await signInBackupItem.clear();
}

async function readBackup(): Promise<Record<string, unknown> | null> {
  await adoptFormerBackup();
  return await signInBackupItem.get();
}

/**
 * Moves the backup of an earlier version. If the worker dies between the writes, the next one moves
 * it again.
 */
async function adoptFormerBackup(): Promise<void> {
  const former = await readStored('session', FORMER_NAME);
  if (former === undefined) return;
  // Any value may be stored: the schema checks it when it is read.
  await signInBackupItem.set(former as Record<string, unknown>);
  await writeStored('session', { [FORMER_NAME]: undefined });
}
