import type { SessionEnding } from '../cobrowse/model';
import type { StopReason, StreamingAccess, ViewerState } from '../cobrowse/screen-viewer';
import type { Failure } from '../errors/failure';
import type { Result } from '../errors/result';
import type { LeavingSession } from './end-on-leave';
import { type FollowedMedia, followMedia } from './follow-media';
import { type Link, LinkError, type LinkEvents, type MediaSession } from './link';
import { matchProposal, type Proposal, SCREEN_MONITORING, type Wanted } from './match-propose';
import type {
  LinkState,
  ScreensState,
  Tile,
  TilePhase,
  WatchedData,
  WatchedSession,
  WatchedStart,
} from './model';
import {
  isOver,
  NEW_WATCH,
  nextDeadline,
  step,
  type Watch,
  type WatchEvent,
  wantsMedia,
} from './watch-machine';

/** What the viewer needs from outside. */
export type ViewerPorts = {
  getAccess(): Promise<Result<StreamingAccess | null>>;
  report(state: ViewerState): void;
  stopWatching(sessionId: string, why: StopReason): void;
  openLink(access: StreamingAccess, events: LinkEvents): Promise<Link>;
  isOnline(): boolean;
  /** Calls back when the browser has a network again; returns a function that stops it. */
  onOnline(listener: () => void): () => void;
  /** This computer's clock, in milliseconds since the epoch. */
  now(): number;
  /** Milliseconds since any fixed moment, by a clock that nobody can set. */
  elapsed(): number;
};

/** All sessions of one page, over one connection. */
export type Viewer = {
  /** Asks for access and connects. */
  start(): void;
  /** Applies what is stored about sessions and starts. */
  setData(data: WatchedData): void;
  /** Calls back at once and after each change; returns a function that stops it. */
  watch(onState: (state: ScreensState) => void): () => void;
  /** The view has drawn a frame of a screen. */
  notePicture(key: string, screenId: string, size: { width: number; height: number }): void;
  /** Removes a tile whose session is over. */
  remove(key: string): void;
  /** Whether a tile stays, though its session is over: something in it is not finished. */
  keep(key: string, isKept: boolean): void;
  /** Tries to connect, or to get access, now. */
  tryAgain(): void;
  /** What must be ended when the page closes, and with what; `null` if nothing. */
  leaving(): { sessions: LeavingSession[]; apiUrl: string; accessToken: string } | null;
};

/** How long before its expiry a token is renewed, and after a failure tried again. */
const RENEW_BEFORE_MS = 60_000;
const RENEW_AGAIN_MS = 20_000;
/** After so many failed attempts, users are told. */
const ATTEMPTS_BEFORE_TELLING = 3;
/** How long to wait after each failed attempt; the last applies to all others. */
const WAITS_MS = [1000, 3000, 10_000, 30_000];
/**
 * The longest wait for a deadline: a timer does not go on while the computer sleeps, and may then
 * be late by that much.
 */
const LOOK_EVERY_MS = 5_000;
/** A limit that comes nearer by less than this is the same, in milliseconds. */
const SAME_LIMIT_MS = 1_000;
/** How long a session that the user has ended stays on the page. */
const OWN_END_STAYS_MS = 10_000;
/** How soon to ask for access again while some start runs. */
const ASK_AGAIN_MS = 500;
/** Proposals that fit nothing yet: a start may be read after its proposal. */
const MOST_PROPOSALS = 20;

type Entry = {
  key: string;
  watch: Watch;
  session: WatchedSession | null;
  start: WatchedStart | null;
  media: { session: MediaSession; followed: FollowedMedia } | null;
  /** The time limit as it was stored, in milliseconds since the epoch. */
  limit: number | null;
  /** Not removed by itself. */
  isKept: boolean;
};

const isRunning = ({ phase }: WatchedStart): boolean => phase === 'running';

/** Creates the viewer of a page. */
export function createViewer(ports: ViewerPorts): Viewer {
  const entries = new Map<string, Entry>();
  const proposals = new Map<string, { proposal: Proposal; handled: boolean }>();
  const listeners = new Set<(state: ScreensState) => void>();

  let page: ScreensState['page'] = 'beginning';
  let failure: Failure | null = null;
  let linkState: LinkState = 'connecting';
  let access: StreamingAccess | null = null;
  let practice = false;
  /** Whether this page has shown sessions: what it knows of others is not its own. */
  let hadAccess = false;
  let link: Link | null = null;
  let data: WatchedData | null = null;
  /** Increases when the sign-in ends: what was begun before must not continue. */
  let round = 0;
  /** The round in which the page asks for access and opens its link. */
  let beginning: number | null = null;
  let asking = false;
  let connecting = false;
  let everConnected = false;
  /** Whether the connection stands: it may be lost while something else is awaited. */
  let established = false;
  let wakeUp: () => void = () => undefined;
  let renewal: ReturnType<typeof setTimeout> | undefined;
  let nextAsk: ReturnType<typeof setTimeout> | undefined;
  let deadline: ReturnType<typeof setTimeout> | undefined;

  // State

  function state(): ScreensState {
    const tiles = [...entries.values()].map(tileOf);
    return {
      page: shownPage(tiles.length),
      failure,
      practice,
      link: linkState,
      tiles,
    };
  }

  function shownPage(tiles: number): ScreensState['page'] {
    // A start shows its tile only when it is known whom it is about.
    if (access !== null && tiles === 0) return data === null || data.isStarting ? 'beginning' : 'nothing';
    if (access !== null) return 'watching';
    if (page === 'beginning') return tiles > 0 ? 'watching' : page;
    if (page !== 'nothing') return page;
    // Only one page gets access. This one asks again when something changes.
    if ((data?.sessions.length ?? 0) > 0) return 'elsewhere';
    // How they ended stays readable.
    return hadAccess && tiles > 0 ? 'watching' : page;
  }

  function tileOf({ key, watch, session, start, media }: Entry): Tile {
    return {
      key,
      conversationId: key,
      phase: phaseOf(watch, media !== null),
      sessionId: watch.sessionId,
      agentName: session?.agent.name ?? start?.agent.name ?? null,
      customerName: session?.customerName ?? start?.customerName ?? null,
      queueName: session?.queueName ?? null,
      startedAt: session?.startedAt ?? null,
      expiresAt: session?.expiresAt ?? null,
      purpose: session?.purpose ?? null,
      notice: session?.notice ?? null,
      notes: session?.notes ?? [],
      screens: media?.followed.screens() ?? [],
      quality: media?.followed.quality() ?? {},
      ending: watch.ending,
      failure: watch.failure,
      waitingFor: start?.phase === 'waiting' ? start.failure : null,
    };
  }

  function phaseOf({ phase, proposeId }: Watch, hasMedia: boolean): TilePhase {
    switch (phase) {
      case 'asking':
        return linkState === 'connected' || proposeId !== null ? 'asking' : 'connecting';
      case 'waiting':
        // A proposal comes from the platform; only an offer shows that the agent's computer is
        // there.
        return hasMedia ? 'waiting' : 'asking';
      case 'closing':
      case 'over':
        return 'ended';
      default:
        return phase;
    }
  }

  function tell() {
    const now = state();
    for (const listener of listeners) listener(now);
  }

  // The machine

  function dispatch(entry: Entry, event: WatchEvent) {
    const { watch, effects } = step(entry.watch, event, ports.elapsed());
    if (watch === entry.watch && effects.length === 0) return;
    entry.watch = watch;
    for (const effect of effects) {
      if (effect.type === 'close-media') closeMedia(entry);
      else if (watch.sessionId !== null) ports.stopWatching(watch.sessionId, effect.why);
    }
    if (watch.phase === 'over' && watch.ending === 'ended-by-you') removeLater(entry);
    planDeadline();
    tell();
  }

  function planDeadline() {
    clearTimeout(deadline);
    const times = [...entries.values()]
      .map(({ watch }) => nextDeadline(watch))
      .filter((time) => time !== null);
    if (times.length === 0) return;
    const wait = Math.max(0, Math.min(...times) - ports.elapsed());
    deadline = setTimeout(
      () => {
        for (const entry of entries.values()) {
          noteLimit(entry);
          dispatch(entry, { type: 'time' });
        }
        planDeadline();
      },
      Math.min(wait, LOOK_EVERY_MS),
    );
  }

  /**
   * Converts the time limit to the clock that nobody can set. The limit is over when either clock
   * says so: the computer's goes on during sleep, the other also when the computer's is set back.
   */
  function noteLimit(entry: Entry) {
    const { session, watch, limit } = entry;
    if (!session) return;
    const at = ports.elapsed() + session.expiresAt - ports.now();
    const known = limit === session.expiresAt ? watch.expiresAt : null;
    // Two clocks never run quite alike.
    if (known !== null && at > known - SAME_LIMIT_MS) return;
    entry.limit = session.expiresAt;
    dispatch(entry, { type: 'limit', expiresAt: at });
  }

  function removeLater(entry: Entry) {
    setTimeout(() => {
      if (entries.get(entry.key) === entry && isOver(entry.watch) && !entry.isKept) remove(entry.key);
    }, OWN_END_STAYS_MS);
  }

  function remove(key: string) {
    const entry = entries.get(key);
    if (!entry) return;
    closeMedia(entry);
    entries.delete(key);
    planDeadline();
    tell();
  }

  // Media

  function closeMedia(entry: Entry) {
    const { media } = entry;
    entry.media = null;
    media?.followed.stop();
    media?.session.close();
  }

  function offered(session: MediaSession) {
    const entry = [...entries.values()].find(({ watch }) => watch.proposeId === session.id);
    // Not accepted here, or no longer wanted: somebody else answers it, or nobody.
    if (!entry || isOver(entry.watch) || entry.watch.phase === 'closing') return;
    if (entry.media) {
      // The same session with a new connection. To end the old one would end both.
      entry.media.followed.stop();
      entry.media.session.connection.close();
    }
    const ended = () => dispatch(entry, { type: 'media-ended' });
    const followed = followMedia(session, {
      change: tell,
      picture: () => dispatch(entry, { type: 'picture' }),
      interrupted: () => dispatch(entry, { type: 'interrupted' }),
      ended,
    });
    entry.media = { session, followed };
    // The answer first: to draw takes time.
    session.accept().catch(ended);
    tell();
  }

  function proposed(proposal: Proposal) {
    if (proposal.sessionType !== SCREEN_MONITORING) return;
    proposals.set(proposal.id, { proposal, handled: false });
    for (const [oldest] of proposals) {
      if (proposals.size <= MOST_PROPOSALS) break;
      proposals.delete(oldest);
    }
    matchProposals();
  }

  function matchProposals() {
    for (const [id, { proposal, handled }] of proposals) {
      const key = matchProposal(proposal, wanted());
      const entry = key === null ? undefined : entries.get(key);
      if (!entry) continue;
      proposals.delete(id);
      // Lost media of an earlier proposal.
      closeMedia(entry);
      // The answer first: to draw takes time.
      const accepted = handled ? undefined : link?.accept(id);
      dispatch(entry, { type: 'proposed', proposeId: id });
      if (handled) dispatch(entry, { type: 'taken' });
      accepted?.catch(() => dispatch(entry, { type: 'withdrawn' }));
    }
  }

  function wanted(): Wanted[] {
    return [...entries.values()]
      .filter(({ watch }) => !isOver(watch) && watch.phase !== 'closing')
      .map(({ key, watch, session, start }) => ({
        key,
        conversationId: key,
        agentUserId: session?.agent.userId ?? start?.agent.userId ?? null,
        open: wantsMedia(watch),
      }));
  }

  const entryOfProposal = (proposalId: string) =>
    [...entries.values()].find(({ watch }) => watch.proposeId === proposalId);

  const events: LinkEvents = {
    proposed,
    withdrawn(proposalId) {
      proposals.delete(proposalId);
      const entry = entryOfProposal(proposalId);
      if (entry && !entry.media) dispatch(entry, { type: 'withdrawn' });
    },
    handledElsewhere(proposalId) {
      const known = proposals.get(proposalId);
      if (known) known.handled = true;
      const entry = entryOfProposal(proposalId);
      // With an offer it was ours: the platform has echoed our own acceptance.
      if (entry && !entry.media) dispatch(entry, { type: 'taken' });
    },
    offered,
    lost() {
      established = false;
      ports.report('lost');
      linkState = 'reconnecting';
      tell();
      void connect();
    },
  };

  // Access and connection

  async function getAccess(): Promise<boolean> {
    if (asking) return false;
    asking = true;
    const begun = round;
    const result = await ports.getAccess();
    asking = false;
    if (begun !== round) return false;
    failure = null;
    if (!result.ok) {
      if (access === null) {
        page = result.failure.code === 'signed-out' ? 'signed-out' : 'failed';
        failure = result.failure;
      } else planRenewal(ports.now() + RENEW_AGAIN_MS);
      tell();
      return false;
    }
    if (result.value === null) {
      if (access === null) page = 'nothing';
      tell();
      return false;
    }
    access = result.value;
    ({ practice } = access);
    hadAccess = true;
    page = 'watching';
    link?.setAccessToken(access.accessToken);
    if (access.expiresAt !== null) planRenewal(access.expiresAt - RENEW_BEFORE_MS);
    tell();
    return true;
  }

  function planRenewal(at: number) {
    clearTimeout(renewal);
    renewal = setTimeout(() => void getAccess(), Math.max(5000, at - ports.now()));
  }

  async function begin() {
    if (beginning === round) return;
    const begun = round;
    beginning = begun;
    try {
      if (!(await getAccess()) || !access || link) return;
      ports.report('connecting');
      const opened = await ports.openLink(access, events);
      if (begun !== round) {
        opened.close();
        return;
      }
      link = opened;
    } finally {
      if (beginning === begun) beginning = null;
    }
    expectAgents();
    await connect();
  }

  async function connect() {
    const current = link;
    if (connecting || !current) return;
    connecting = true;
    const begun = round;
    let failures = 0;
    let renewed = false;
    let hasGivenUp = false;
    while (begun === round) {
      if (!ports.isOnline() && !access?.practice) {
        setLink('offline');
        ports.report('unreachable');
        hasGivenUp = true;
        await untilOnline(null);
        if (begun === round) setLink(everConnected ? 'reconnecting' : 'connecting');
        continue;
      }
      try {
        await current.connect();
        if (begun !== round) return;
        established = true;
        // A page that has given up is forgotten by the background. It must be admitted again.
        if (hasGivenUp) await getAccess();
        if (begun !== round) return;
        if (!established) continue;
        connecting = false;
        connected();
        return;
      } catch (error) {
        if (error instanceof LinkError && error.reason === 'invalid-token' && !renewed) {
          renewed = true;
          if (await getAccess()) continue;
        }
        if (begun !== round) return;
        renewed = false;
      }
      failures += 1;
      if (failures >= ATTEMPTS_BEFORE_TELLING) {
        setLink('unreachable');
        ports.report('unreachable');
        hasGivenUp = true;
      }
      await untilOnline(WAITS_MS[failures - 1] ?? WAITS_MS[WAITS_MS.length - 1] ?? 0);
    }
  }

  function setLink(next: LinkState) {
    linkState = next;
    tell();
  }

  function connected() {
    // Report first: a start waits for it.
    ports.report('connected');
    linkState = 'connected';
    everConnected = true;
    for (const entry of entries.values()) noteReady(entry);
    tell();
  }

  /** Waits for a time, for the network to return, or for the user to press. */
  function untilOnline(milliseconds: number | null): Promise<void> {
    return new Promise((resolve) => {
      const timer = milliseconds === null ? undefined : setTimeout(go, milliseconds);
      const stop = ports.onOnline(go);
      function go() {
        clearTimeout(timer);
        stop();
        resolve();
      }
      wakeUp = go;
    });
  }

  // Data

  function setData(next: WatchedData) {
    const returns = data?.signedIn === false && next.signedIn;
    const startBegins = next.isStarting && !data?.isStarting;
    data = next;
    if (!next.signedIn) {
      signedOut();
      return;
    }
    if (startBegins) tryForStart();
    for (const start of next.starts) applyStart(start);
    for (const session of next.sessions) applySession(session);
    for (const entry of [...entries.values()]) applyAbsence(entry, next);
    matchProposals();
    expectAgents();
    tell();
    const hasWork = next.sessions.length > 0 || next.isStarting || next.starts.some(isRunning);
    if (!hasWork && access !== null) rest();
    else if (link === null && page !== 'beginning' && (hasWork || returns)) void begin();
    askLater();
  }

  /** The background may not know yet that a start needs this page. */
  function askLater() {
    clearTimeout(nextAsk);
    if (!data?.isStarting || access !== null) return;
    nextAsk = setTimeout(() => {
      if (page !== 'beginning') void begin();
      askLater();
    }, ASK_AGAIN_MS);
  }

  function entryOf(conversationId: string): Entry {
    const known = entries.get(conversationId);
    if (known) return known;
    const entry = {
      key: conversationId,
      watch: NEW_WATCH,
      session: null,
      start: null,
      media: null,
      limit: null,
      isKept: false,
    };
    entries.set(conversationId, entry);
    return entry;
  }

  /** A start waits for the connection: a page that has given up tries again. */
  function tryForStart() {
    if (linkState === 'unreachable' || linkState === 'offline') void getAccess().then(() => wakeUp());
  }

  function applyStart(start: WatchedStart) {
    const entry = entryOf(start.conversationId);
    const isAnother = entry.start?.startedAt !== start.startedAt;
    const resumes = entry.watch.phase === 'failed' && start.phase !== 'failed';
    if (isAnother) tryForStart();
    if (isAnother || resumes) {
      if (isOver(entry.watch)) entry.session = null;
      dispatch(entry, { type: 'start' });
    }
    entry.start = start;
    if (start.phase === 'failed' && start.failure)
      dispatch(entry, { type: 'start-failed', failure: start.failure });
  }

  function applySession(session: WatchedSession) {
    const entry = entryOf(session.conversationId);
    entry.session = session;
    noteReady(entry);
  }

  function noteReady(entry: Entry) {
    const { session, watch } = entry;
    if (!session || (isOver(watch) && session.id === watch.sessionId)) return;
    if (linkState === 'connected' || watch.phase === 'closing')
      dispatch(entry, { type: 'ready', sessionId: session.id });
    else if (watch.sessionId === null) entry.watch = { ...watch, sessionId: session.id };
    noteLimit(entry);
  }

  function applyAbsence(entry: Entry, { sessions, starts, ended }: WatchedData) {
    const { key, session, watch } = entry;
    const hasStart = starts.some(({ conversationId }) => conversationId === key);
    if (!hasStart && entry.start) {
      // A failure that was dismissed elsewhere.
      if (watch.phase === 'failed') {
        remove(key);
        return;
      }
      if (session) entry.start = null;
    }
    if (session && !sessions.some(({ id }) => id === session.id)) {
      const how = ended.find(({ id }) => id === session.id)?.how;
      const own: SessionEnding = watch.phase === 'closing' ? (watch.ending ?? 'media-ended') : 'ended-by-you';
      // A notice that is dismissed later changes nothing.
      if (watch.phase !== 'over' || how) dispatch(entry, { type: 'ended', how: how ?? own });
      return;
    }
    if (hasStart || session || isOver(watch)) return;
    // The start has led to nothing.
    if (watch.phase === 'closing') dispatch(entry, { type: 'ended', how: watch.ending ?? 'media-ended' });
    else if (watch.proposeId === null) remove(key);
  }

  /** Nothing is watched: closes the connection and forgets the token. */
  function rest() {
    disconnect();
    ports.report('lost');
    page = 'nothing';
    tell();
  }

  function signedOut() {
    for (const key of [...entries.keys()]) remove(key);
    disconnect();
    practice = false;
    hadAccess = false;
    page = 'signed-out';
    tell();
  }

  function disconnect() {
    round += 1;
    clearTimeout(renewal);
    clearTimeout(nextAsk);
    proposals.clear();
    link?.close();
    link = null;
    access = null;
    asking = false;
    connecting = false;
    everConnected = false;
    established = false;
    linkState = 'connecting';
    wakeUp();
  }

  function expectAgents() {
    const agents = [...entries.values()]
      .filter(({ watch }) => watch.phase === 'asking')
      .flatMap(({ key, session }) =>
        session
          ? [{ agentUserId: session.agent.userId, agentName: session.agent.name, conversationId: key }]
          : [],
      );
    link?.expect(agents);
  }

  return {
    start: () => void begin(),
    setData,
    watch(onState) {
      listeners.add(onState);
      onState(state());
      return () => listeners.delete(onState);
    },
    notePicture: (key, screenId, size) => entries.get(key)?.media?.followed.notePicture(screenId, size),
    remove(key) {
      const entry = entries.get(key);
      if (entry && (isOver(entry.watch) || entry.watch.phase === 'closing')) remove(key);
    },
    keep(key, isKept) {
      const entry = entries.get(key);
      if (!entry || entry.isKept === isKept) return;
      entry.isKept = isKept;
      const { phase, ending } = entry.watch;
      if (!isKept && phase === 'over' && ending === 'ended-by-you') removeLater(entry);
    },
    tryAgain() {
      wakeUp();
      if (link === null) void begin();
    },
    leaving() {
      if (!access || access.practice) return null;
      const sessions = [...entries.values()].flatMap(({ watch, session }) =>
        session && !isOver(watch)
          ? [
              {
                id: session.id,
                conversationId: session.conversationId,
                agentUserId: session.agent.userId,
                participantId: session.participantId,
              },
            ]
          : [],
      );
      return { sessions, apiUrl: access.apiUrl, accessToken: access.accessToken };
    },
  };
}
