import type { Epoch } from '../auth/epochs';
import { type LazyMethods, lazyMethods, loadOnce } from '../concurrency/load-once';
import { createAccess } from './create-access';
import { createPerson, type Person } from './create-person';
import { createLazyDeadlines } from './lazy-deadlines';
import { createPrefetchLimit } from './prefetch-limit';

/**
 * Builds the background and connects its parts: those that outlast a sign-in (sign-in, practice,
 * history), and those for one person, created anew for each (create-person.ts). Registers no
 * listeners and makes no calls: the entrypoint does.
 */
export function createBackground() {
  const now = () => Date.now();
  const access = createAccess({ beforeSignOut, now });
  const { auth, practice, epochs, signedInEnvironment } = access;
  const history = lazyMethods(
    loadOnce(async () => {
      const { createHistoryOutsidePractice } = await import('./session-history');
      return createHistoryOutsidePractice({
        isPracticing: practice.isOn,
        serverNow: access.clock.serverNow,
        getPromised: deadlines.ids,
        now,
      });
    }),
  );
  const deadlines = createLazyDeadlines({ history, signedInEnvironment, now });
  const signOutCleanup = lazyMethods(
    loadOnce(async () => {
      const { createCleanup } = await import('./create-sign-out-cleanup');
      return createCleanup({ access, history, now });
    }),
  );
  const desktopScript = lazyMethods(loadOnce(() => import('./desktop-script')));
  let known: Person | null = null;

  function partsOf(epoch: Epoch): Person {
    if (known?.epoch !== epoch)
      known = createPerson({ epoch, access, history, deadlines, signOutCleanup, now });
    return known;
  }

  async function beforeSignOut(accessToken: string | null): Promise<void> {
    // The person leaves, whatever of this fails.
    await signOutCleanup.run(accessToken, known?.unfinished() ?? []).catch(() => undefined);
    await deadlines.leaveAll().catch(() => undefined);
    await desktopScript.removeDesktopScript();
  }

  /** Returns the parts of the signed-in person. Waits while one person replaces another. */
  const present = async (): Promise<Person> => partsOf(await epochs.current());

  /** Each call goes to the parts of whoever is signed in at the time of the call. */
  const ofPresent = <K extends PersonPart>(name: K): LazyMethods<Person[K]> =>
    lazyMethods<Person[K]>(async () => (await present())[name]);

  return {
    auth,
    practice,
    history,
    deadlines,
    /** The script that draws the button in the desktop. */
    desktopScript,
    present,
    /**
     * Returns the parts of whoever was signed in when an event arrived, so that a person who is
     * signing out is not confused with the next.
     */
    latest: async (): Promise<Person> => partsOf(await epochs.latest()),
    sessionStore: ofPresent('sessionStore'),
    starts: ofPresent('starts'),
    starter: ofPresent('starter'),
    liveSessions: ofPresent('liveSessions'),
    sessionWatch: ofPresent('sessionWatch'),
    joinLinks: ofPresent('joinLinks'),
    preparations: ofPresent('preparations'),
    confirmations: ofPresent('confirmations'),
    cobrowse: ofPresent('cobrowse'),
    screens: ofPresent('screens'),
    desktop: ofPresent('desktop'),
    floor: ofPresent('floor'),
    prefetchLimit: createPrefetchLimit(now),
    async onLastPageClosed() {
      access.onLastPageClosed();
      // The page that held the socket is gone, whatever the reason.
      await (await present()).floor.noteLive(false);
    },
  };
}

/** All parts of the background. */
export type Background = ReturnType<typeof createBackground>;

type PersonPart =
  | 'sessionStore'
  | 'starts'
  | 'starter'
  | 'liveSessions'
  | 'sessionWatch'
  | 'joinLinks'
  | 'preparations'
  | 'confirmations'
  | 'cobrowse'
  | 'screens'
  | 'desktop'
  | 'floor';
