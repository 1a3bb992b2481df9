import { browser } from '#imports';
import { epochItem, identityItem } from '../auth/state';
import { openPopup } from '../browser/popup';
import type { Session, Start } from '../cobrowse/model';
import { endedSessionsItem, sessionsItem, startsItem } from '../cobrowse/state';
import type { Result } from '../errors/result';
import { sendFor, sendRequest } from '../messaging/client';
import type { ScreensState, Tile, WatchedData, WatchedSession, WatchedStart } from '../screen-viewer/model';
import type { Viewer } from '../screen-viewer/viewer';
import { follow } from './follow';

/** The actions of the page that shows agents' screens. */
export type ScreensActions = {
  /** Ends the session of a tile, or cancels its start. */
  end(tile: Pick<Tile, 'conversationId' | 'sessionId'>): Promise<Result<unknown>>;
  /** @param at when it was taken, in milliseconds since the epoch */
  addNote(sessionId: string, text: string, at: number): Promise<Result<unknown>>;
  /** Starts another session for the same conversation. */
  watchAgain(tile: Tile): Promise<Result<unknown>>;
  /** Removes a tile that is over, and its notice. */
  removeTile(tile: Tile): void;
  /** Whether a tile stays, though its session is over. */
  keepTile(key: string, isKept: boolean): void;
  /** Opens a live session: its tile, or another page. */
  openSession(sessionId: string): Promise<Result<unknown>>;
  /** The view has drawn a frame. */
  notePicture(key: string, screenId: string, size: { width: number; height: number }): void;
  /** Tries to connect now. */
  tryAgain(): void;
  /** Brings the tab to the front that shows the screens. */
  showOtherTab(): void;
  signIn(): Promise<Result<unknown>>;
  leavePractice(): Promise<Result<unknown>>;
  openList(): void;
  openSettings(): void;
  copyText(text: string): Promise<void>;
};

/** Connects the page: the viewer gets the stored sessions, the views get its state. */
export function connectScreens(viewer: Viewer): {
  actions: ScreensActions;
  watchState: (onState: (state: ScreensState) => void) => () => void;
} {
  // This page announces no presence: it holds no socket for the list, and while it is open the
  // background must still notice that the last page with one has closed.
  let sessions: Session[] = [];
  const stopFollowing = followData((data, stored) => {
    sessions = stored;
    viewer.setData(data);
  });

  const actions: ScreensActions = {
    end: ({ conversationId, sessionId }) =>
      sessionId === null
        ? sendRequest('dismiss-start', { conversationId })
        : sendRequest('end-session', { sessionId }),
    addNote: (sessionId, text, at) => sendRequest('add-session-note', { sessionId, text, at }),
    watchAgain: ({ conversationId, purpose }) =>
      sendRequest('start-session', {
        conversationId,
        view: 'agent',
        ...(purpose !== null && { purpose }),
      }),
    removeTile({ key, phase, conversationId, sessionId }) {
      viewer.remove(key);
      if (phase === 'failed') void sendRequest('dismiss-start', { conversationId });
      else if (sessionId !== null) void sendRequest('dismiss-ended-session', { sessionId });
    },
    keepTile: viewer.keep,
    openSession: (sessionId) => sendRequest('open-session', { sessionId }),
    notePicture: viewer.notePicture,
    tryAgain: viewer.tryAgain,
    showOtherTab() {
      const [first] = sessions;
      if (first) void sendRequest('open-session', { sessionId: first.id });
    },
    signIn: () => sendRequest('sign-in'),
    leavePractice: () => sendRequest('leave-practice'),
    openList: () => void openPopup(),
    openSettings: () => void browser.runtime.openOptionsPage(),
    copyText: (text) => navigator.clipboard.writeText(text),
  };

  return {
    actions,
    watchState(onState) {
      const stop = viewer.watch(onState);
      return () => {
        stop();
        stopFollowing();
      };
    },
  };
}

function followData(onData: (data: WatchedData, stored: Session[]) => void): () => void {
  const known: { identity?: boolean; sessions?: Session[]; starts?: Start[]; ended?: WatchedData['ended'] } =
    {};
  function apply(news: typeof known) {
    Object.assign(known, news);
    const { identity, sessions, starts, ended } = known;
    if (identity === undefined || !sessions || !starts || !ended) return;
    const isStarting = starts.some(({ state }) => state.phase === 'running');
    const watched = sessions.map(toWatched).filter((one) => one !== null);
    onData(
      {
        signedIn: identity,
        isStarting,
        sessions: watched,
        starts: starts.map(toStart).filter((one) => one !== null),
        ended,
      },
      sessions.filter(({ monitoring }) => monitoring),
    );
  }
  const stops = [
    follow(epochItem, (epoch) => sendFor(epoch?.id ?? null)),
    follow(identityItem, (identity) => apply({ identity: identity !== null })),
    // The notice of an end is stored before its session is removed.
    follow(endedSessionsItem, (ended) => apply({ ended })),
    follow(sessionsItem, (sessions) => apply({ sessions: oldestFirst(sessions) })),
    follow(startsItem, (starts) => apply({ starts: oldestFirst(starts) })),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

function toWatched(session: Session): WatchedSession | null {
  const { id, conversationId, agent, customerName, queueName, startedAt, expiresAt, purpose } = session;
  const { service, monitoring, agentNotice = null, notes = [] } = session;
  if (service !== 'screen' || !monitoring) return null;
  return {
    id,
    conversationId,
    agent: { userId: monitoring.agentUserId, name: agent.name },
    customerName,
    queueName,
    startedAt,
    expiresAt,
    purpose,
    participantId: monitoring.participantId,
    notice: agentNotice,
    notes,
  };
}

/** A start of another service names nobody who is monitored. */
function toStart({ conversationId, customerName, startedAt, monitored, state }: Start): WatchedStart | null {
  if (!monitored) return null;
  const failure = state.phase === 'running' ? null : state.failure;
  return { conversationId, agent: monitored, customerName, startedAt, phase: state.phase, failure };
}

function oldestFirst<T extends { startedAt: number }>(records: Record<string, T>): T[] {
  return Object.values(records).sort((a, b) => a.startedAt - b.startedAt);
}
