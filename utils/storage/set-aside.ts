import { browser } from '#imports';
import { setAsideItem } from './items';

/** Name of the item that says who is signed in. */
const PERSON = 'identity';
/** Name of the item with their access token. */
const TOKEN = 'access-token';
/** What belongs to a sign-in and cannot be read again. Everything else can. */
const NAMES = [PERSON, TOKEN, 'list-view', 'ended-cobrowse-sessions'];

/** Copies the sign-in to where a sign-out does not reach it. */
export async function setAsideSignIn(): Promise<void> {
  await setAsideItem.set(await browser.storage.session.get(NAMES));
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

/** Puts it back as it was. The person last: who is told of somebody finds everything of theirs in its place. */
export async function putBackSignIn(): Promise<void> {
  const { [PERSON]: person, ...others } = (await setAsideItem.get()) ?? {};
  await browser.storage.session.set(others);
  if (person !== undefined) await browser.storage.session.set({ [PERSON]: person });
  await setAsideItem.clear();
}
