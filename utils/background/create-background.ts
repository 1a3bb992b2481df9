import type { Epoch } from '../auth/epochs';
import { closeTabsWhere } from '../browser/join-tabs';
import { createSessionBook } from '../cobrowse/session-book';
import {
  endedSessionsItem,
  foundServicesItem,
  identityItem,
  joinLinksItem,
  sessionsItem,
  startsItem,
} from '../storage/items';
import { createApi } from './create-api';
import { createCobrowseService } from './create-cobrowse-service';
import { createPerson, type PersonParts } from './create-person';
import { takeDesktopScriptAway } from './desktop-script';
import { createLeavings } from './leavings';
import { historyOutsidePractice } from './practice-guard';
import { createPrefetchLimit } from './prefetch-limit';
import { createSessionDeadlines } from './session-deadlines';
import { createSessionHistory } from './session-history';
import { createSessionPages } from './session-pages';

/**
 * Builds the parts of the background and joins them: those that outlast a person (sign-in,
 * practice, the history), and those that work for one person, made anew for each (person-parts.ts).
 * No listener and no call yet: those are the entrypoint's.
 */
export function createBackground() {
  const now = () => Date.now();
  const access = createApi({ seeOff, now });
  const { auth, practice, epochs, signedInEnvironment } = access;
  const history = historyOutsidePractice(
    createSessionHistory(now, access.clock.serverNow, async () => await deadlines.ids()),
    practice.isOn,
  );
  const deadlines = createSessionDeadlines({ history, signedInEnvironment, now });
  const pages = createSessionPages({ practice, signedInEnvironment });
  const leavings = createLeavings({
    history,
    async readBook() {
      const [me, starts, sessions, joinLinks] = await Promise.all([
        identityItem.get(),
        startsItem.get(),
        sessionsItem.get(),
        joinLinksItem.get(),
      ]);
      return { me, starts: Object.values(starts), sessions, joinLinks };
    },
    serviceFor: (accessToken) => lastServices.serviceWith(access.lastApi(accessToken)),
    closePage: pages.closePage,
    closeTabsAt: (urls) => closeTabsWhere((url) => urls.has(url)),
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  });
  /** The services for who is leaving: the stores are theirs until they are emptied. */
  const lastServices = createCobrowseService({
    practice,
    book: createSessionBook({
      sessions: sessionsItem,
      ended: endedSessionsItem,
      joinLinks: joinLinksItem,
      now,
    }),
    found: foundServicesItem,
    getIdentity: identityItem.get,
    now,
  });
  let known: PersonParts | null = null;

  function partsOf(epoch: Epoch): PersonParts {
    if (known?.epoch !== epoch)
      known = createPerson({ epoch, access, history, deadlines, leavings, pages, now });
    return known;
  }

  async function seeOff(accessToken: string | null): Promise<void> {
    await leavings.seeOff(accessToken, known?.starter.creates() ?? []);
    await deadlines.leaveAll();
    await takeDesktopScriptAway();
  }

  /**
   * The parts of whoever is signed in. While one person takes the place of another, the answer
   * waits.
   */
  const present = async (): Promise<PersonParts> => partsOf(await epochs.current());

  /** Each call of these is done by the parts of whoever is signed in when it is made. */
  function ofPresent<K extends OfPerson>(name: K): Calls<PersonParts[K]> {
    return new Proxy({} as Calls<PersonParts[K]>, {
      get:
        (_target, call) =>
        async (...args: unknown[]) => {
          const methods = (await present())[name] as Record<PropertyKey, (...args: unknown[]) => unknown>;
          return await methods[call]?.(...args);
        },
    });
  }

  return {
    auth,
    practice,
    history,
    deadlines,
    present,
    /**
     * The parts of whoever was signed in when something came in: one who is leaving is not confused
     * with the next.
     */
    latest: async (): Promise<PersonParts> => partsOf(await epochs.latest()),
    book: ofPresent('book'),
    starts: ofPresent('starts'),
    starter: ofPresent('starter'),
    liveSessions: ofPresent('liveSessions'),
    sessionWatch: ofPresent('sessionWatch'),
    joinLinks: ofPresent('joinLinks'),
    preparations: ofPresent('preparations'),
    confirmations: ofPresent('confirmations'),
    prefetchLimit: createPrefetchLimit(now),
    startWithStoredSettings: async (...args: Parameters<PersonParts['startWithStoredSettings']>) =>
      await (await present()).startWithStoredSettings(...args),
    refreshConversations: async (...args: Parameters<PersonParts['refreshConversations']>) =>
      await (await present()).refreshConversations(...args),
    agentNamed: async (...args: Parameters<PersonParts['agentNamed']>) =>
      await (await present()).agentNamed(...args),
    desktopViewOf: async (conversationId: string) => await (await present()).desktopViewOf(conversationId),
    async nobodyLooks() {
      access.nobodyLooks();
      // The page that held the socket is gone, however it went.
      await (await present()).noteLive(false);
    },
  };
}

/** The background's parts, joined. */
export type Parts = ReturnType<typeof createBackground>;

type OfPerson =
  | 'book'
  | 'starts'
  | 'starter'
  | 'liveSessions'
  | 'sessionWatch'
  | 'joinLinks'
  | 'preparations'
  | 'confirmations';
/** What can be called without waiting for an answer at once. */
type Calls<T> = {
  [K in keyof T as T[K] extends (...args: never[]) => Promise<unknown> ? K : never]: T[K];
};
