import { readStored, writeStored } from '../storage/areas';
import { setAsideItem } from './state';

/** Name of the item that says who is signed in. */
const PERSON = 'identity';
/** Name of the item with their access token. */
const TOKEN = 'access-token';
/** What belongs to a sign-in and cannot be read again. Everything else can. */
const NAMES = [PERSON, TOKEN, 'list-view', 'ended-cobrowse-sessions'];

/** Copies the sign-in to where a sign-out does not reach it. */
export async function setAsideSignIn(): Promise<void> {
  const stored = await Promise.all(
    NAMES.map(async (name) => [name, await readStored('session', name)] as const),
  );
  await setAsideItem.set(Object.fromEntries(stored.filter(([, value]) => value !== undefined)));
}

/** Whether there is something to put back. */
export async function isSignInSetAside(): Promise<boolean> {
  return (await setAsideItem.get()) !== null;
}

/** Whether it is somebody's: practice needs nobody signed in. */
export async function isSomebodySetAside(): Promise<boolean> {
  const aside = await setAsideItem.get();
  return Boolean(aside?.[PERSON] || aside?.[TOKEN]);
}

/**
 * Puts it back as it was. The person last: who is told of somebody finds everything of theirs in
 * its place.
 */
export async function putBackSignIn(): Promise<void> {
  const { [PERSON]: person, ...others } = (await setAsideItem.get()) ?? {};
  await writeStored('session', others);
  if (person !== undefined) await writeStored('session', { [PERSON]: person });
  await setAsideItem.clear();
}
