import { passedSince } from '../concurrency/passed-since';
import { FailureError, fail, isFailure } from '../errors/failure';
import type { AgentStatus } from '../genesys-cloud/agent-status';
import type { GenesysCloudApi } from '../genesys-cloud/api';
import type { ConversationReading } from '../genesys-cloud/conversation';
import type { FoundConversations } from '../genesys-cloud/conversation-details';
import type { Conversation } from '../genesys-cloud/conversation-model';
import type { ReadWriteStore } from '../storage/store';
import type { StoredRows } from '../storage/stored-rows';
import { createEndStore } from './ends';
import { isNewerFact, isOvertaken, rowOfConversation } from './merge-row';
import type { FloorHead, FloorRow, FloorSource, Gone } from './model';
import type { NameStore } from './names';
import {
  assembleRows,
  failureOfReading,
  headAfter,
  isNever,
  needsPerson,
  readSource,
  type SourceOutcome,
  type SourceReading,
} from './read-floor';

/** The active conversations that the user may see, merged from all sources of the platform. */
export type FloorStore = {
  /**
   * Reads all sources and stores the result. A source that is refused for a missing permission is
   * omitted and reported. Throws if nothing could be read; the stored rows stay.
   * @param why `due` (default): nobody waits for it; `opened`: a list has just opened; `asked`: the
   *   user wants everything read again
   */
  refresh(why?: 'due' | 'opened' | 'asked'): Promise<void>;
  /** Finds the missing names of the rows on screen. */
  nameShownRows(): Promise<void>;
  /** Finds missing names of all rows, within the budget. */
  nameRows(): Promise<void>;
  /** Applies changes in the order of their arrival. */
  applyEvents(readings: readonly ConversationReading[]): Promise<void>;
  /**
   * Stores a conversation that was read individually, in full. `readAt`: when the read began, in
   * milliseconds since the epoch; now if missing.
   */
  noteReading(reading: ConversationReading, readAt?: number): Promise<void>;
  /** Handles a conversation that the platform no longer knows. */
  noteGone(conversationId: string): Promise<void>;
  /** Stores somebody else's cobrowse session on a conversation. */
  noteCobrowse(conversationId: string, watcher: { userId: string; name: string | null }): Promise<void>;
  /** Returns a conversation that was recently read in full, and when (`readAt`), or `null`. */
  recent(conversationId: string): Promise<FloorRow | null>;
  /**
   * Whether anything reported about a conversation since a reading shows another agent, or that it
   * is over. Late data that is not trusted over that reading counts too.
   */
  differs(reading: { conversation: Conversation; readAt: number }): Promise<boolean>;
  /** Whether a conversation is known to be over. */
  isOver(conversationId: string): Promise<boolean>;
  /** Returns a conversation as it is known now, or `null`. */
  row(conversationId: string): Promise<FloorRow | null>;
  /**
   * Removes conversations that were read individually while no list was open, except those to keep:
   * no listing would remove them.
   */
  forgetUnlisted(kept: ReadonlySet<string>): Promise<void>;
};

/** The calls that report conversations. */
export type FloorSources = Pick<
  GenesysCloudApi,
  | 'listActiveConversations'
  | 'queryAgentStatus'
  | 'queryQueueActivity'
  | 'findActiveConversations'
  | 'getConversation'
>;

/**
 * A conversation that was read in full within this time still shows the current agent, in
 * milliseconds.
 */
const RECENT_MS = 30_000;
/** The most conversations to read individually during one refresh. */
const MAX_DOUBTFUL = 4;
/** After this time, sources that this sign-in cannot read are tried again, in milliseconds. */
const NEVER_FOR_MS = 60 * 60_000;
/**
 * After this time, sources that hardly change, or that complete lists hardly need, are read again,
 * in milliseconds.
 */
const ASK_AGAIN_AFTER_MS = 5 * 60_000;
/** If the list was last read this long ago, in milliseconds, nobody is viewing it. */
const UNSEEN_AFTER_MS = 2 * 60_000;
const NOBODY: AgentStatus = { agents: [], partialConversations: [], partial: false };
/** The most pages to read during one refresh, for lists with more pages. */
const MAX_QUEUE_PAGES = 3;
const MAX_SEARCH_PAGES = 3;

/** Creates the store over the stored rows. */
export function createFloorStore(dependencies: {
  sources: FloorSources;
  /** The sources for refreshes that the user waits for; `sources` if missing. */
  awaitedSources?: FloorSources;
  rows: StoredRows<FloorRow>;
  head: ReadWriteStore<FloorHead | null>;
  searchPage: ReadWriteStore<number>;
  gone: ReadWriteStore<Record<string, Gone>>;
  names: NameStore;
  getUserId(): Promise<string>;
  /** The rows on screen. */
  shownRows(): Promise<readonly FloorRow[]>;
  /** Aborted when the last page closes: a refresh in progress then stops. */
  whilePageOpen?(): AbortSignal;
  /** Called with all conversations after a refresh or an end. */
  onListing(conversationIds: ReadonlySet<string>): void;
  now(): number;
}): FloorStore {
  const { rows, head, searchPage, names, getUserId, shownRows, onListing, now } = dependencies;
  const ends = createEndStore({ gone: dependencies.gone, now });
  /** When the user's own conversations were last listed; a new worker lists them again. */
  let ownReadAt = Number.NEGATIVE_INFINITY;
  let searchedAt = Number.NEGATIVE_INFINITY;
  /**
   * Sources that turned out to be unreadable, and until when that counts; a new worker tries them
   * again.
   */
  const neverReadable = new Map<
    FloorSource,
    { userId: string; until: number; isSure: boolean; outcome: SourceOutcome }
  >();
  let knownAlone = { userId: '', at: Number.NEGATIVE_INFINITY };

  const rowOf = async (id: string) => (await rows.find([id])).get(id) ?? null;

  /**
   * When an untrusted listing showed another agent than a full reading, by conversation; a new
   * worker starts without any.
   */
  const disputedAt = new Map<string, number>();

  function noteDisputes(
    outcomes: readonly SourceOutcome[],
    listed: ReadonlyMap<string, FloorRow>,
    startedAt: number,
  ): void {
    for (const [id, at] of disputedAt) if (passedSince(at, now()) >= RECENT_MS) disputedAt.delete(id);
    for (const outcome of outcomes) {
      if (!('reading' in outcome)) continue;
      for (const { id, agent } of outcome.reading.partialConversations ?? []) {
        const row = agent && listed.get(id);
        if (row && row.agent?.userId !== agent.userId) disputedAt.set(id, startedAt);
      }
    }
  }

  async function readAgents(sources: FloorSources, userId: string): Promise<SourceReading> {
    const lookForTeam =
      passedSince(knownAlone.at, now()) > ASK_AGAIN_AFTER_MS || knownAlone.userId !== userId;
    const team = lookForTeam ? await sources.queryAgentStatus({ managerId: userId, order: 'asc' }) : NOBODY;
    if (team.agents.length === 0) {
      // A user without a team sees whoever is busy.
      if (lookForTeam) knownAlone = { userId, at: now() };
      return await told(await sources.queryAgentStatus({ managerId: null, order: 'asc' }));
    }
    // One answer contains fifty agents; the reverse order returns up to fifty more.
    const others = team.partial
      ? await ifPossible(sources.queryAgentStatus({ managerId: userId, order: 'desc' }))
      : null;
    const reading = await told(team, others);
    return {
      ...reading,
      partial: team.partial && (others === null || others.partial),
      team: [...team.agents, ...(others?.agents ?? [])].map((agent) => agent.userId),
    };
  }

  async function told(...answers: (AgentStatus | null)[]): Promise<SourceReading> {
    const agents = answers.flatMap((answer) => answer?.agents ?? []);
    await names.remember(
      'users',
      agents.flatMap(({ userId, name }) => (name === null ? [] : [[userId, name] as const])),
    );
    return { partialConversations: answers.flatMap((answer) => answer?.partialConversations ?? []) };
  }

  async function readQueues(sources: FloorSources): Promise<SourceReading> {
    const { partialConversations, truncatedQueueIds, partial } = await sources.queryQueueActivity({
      groupBy: 'queueId',
    });
    if (truncatedQueueIds.length === 0) return { partialConversations, partial };
    let all = partialConversations;
    for (let page = 1; page <= MAX_QUEUE_PAGES; page += 1) {
      const more = await ifPossible(
        sources.queryQueueActivity({ groupBy: 'userId', queueIds: truncatedQueueIds, page }),
      );
      if (!more) break;
      all = all.concat(more.partialConversations);
      if (!more.partial) return { partialConversations: all };
    }
    return { partialConversations: all, partial: true };
  }

  /** Continues where the last refresh stopped: page by page, a floor of any size is covered. */
  async function readSearch(sources: FloorSources, pages: number): Promise<SourceReading> {
    const all = { partialConversations: [] as FoundConversations['partialConversations'] };
    let page = await searchPage.get();
    for (let read = 0; read < pages; read += 1) {
      const asked = sources.findActiveConversations({ page, now: now() });
      const found = read === 0 ? await asked : await ifPossible(asked);
      if (!found) return { ...all, partial: true };
      all.partialConversations = all.partialConversations.concat(found.partialConversations);
      page = found.isLastPage ? 1 : page + 1;
      await searchPage.set(page);
      if (page === 1) break;
    }
    return all;
  }

  /**
   * Reads a source, unless it is known to be unreadable: then returns that result, and rarely tries
   * again.
   */
  async function ask(
    source: FloorSource,
    userId: string,
    why: 'due' | 'opened' | 'asked',
    read: () => Promise<SourceReading>,
  ): Promise<SourceOutcome> {
    const known = neverReadable.get(source);
    if (known?.userId === userId && now() < known.until && (why !== 'asked' || known.isSure))
      return known.outcome;
    const outcome = await readSource(source, read);
    if ('failure' in outcome && isNever(outcome.failure)) {
      const isSure = needsPerson(outcome.failure);
      const until = now() + (isSure ? NEVER_FOR_MS : ASK_AGAIN_AFTER_MS);
      neverReadable.set(source, { userId, until, isSure, outcome });
    } else neverReadable.delete(source);
    return outcome;
  }

  async function refresh(why: 'due' | 'opened' | 'asked' = 'due'): Promise<void> {
    const sources = (why === 'due' ? undefined : dependencies.awaitedSources) ?? dependencies.sources;
    const startedAt = now();
    const pageOpen = dependencies.whilePageOpen?.();
    const userId = await getUserId();
    const listed = await Promise.all([
      ask('own', userId, why, async () => ({ conversations: await sources.listActiveConversations() })),
      ask('agents', userId, why, () => readAgents(sources, userId)),
      ask('queues', userId, why, () => readQueues(sources)),
    ]);
    const failure = failureOfReading(listed);
    if (failure) throw new FailureError(failure);
    let tooMany = await keep(listed, startedAt, userId);
    if (listed.some((outcome) => outcome.source === 'own' && 'reading' in outcome)) ownReadAt = startedAt;
    await head.update((previous) => headAfter(previous, listed, now(), tooMany));
    if (pageOpen?.aborted) return;
    // While no page listened, nobody received their changes.
    if (why !== 'due') await askAboutDoubtful(sources, startedAt);
    await lookUpNames();
    if (pageOpen?.aborted) return;
    // The search comes last, with the remaining budget: it finds conversations that belong neither
    // to an agent nor to a listed queue.
    const isWhole = listed.every((outcome) => 'reading' in outcome && !outcome.reading.partial);
    if (why === 'asked' || !isWhole || passedSince(searchedAt, now()) > ASK_AGAIN_AFTER_MS) {
      // A user who opens the list waits for what is on screen; the rest of the floor comes with
      // periodic refreshes.
      const pages = isWhole || why === 'opened' ? 1 : MAX_SEARCH_PAGES;
      const searched = await ask('search', userId, why, () => readSearch(sources, pages));
      if ('reading' in searched) searchedAt = startedAt;
      tooMany = (await keep([searched], startedAt, userId)) || tooMany;
      await head.update((previous) => headAfter(previous, [...listed, searched], now(), tooMany));
    }
    await tellListing();
  }

  /** Stores the rows; returns whether there were more than there is space for. */
  async function keep(
    outcomes: readonly SourceOutcome[],
    startedAt: number,
    userId: string,
  ): Promise<boolean> {
    // Somebody who has signed in meanwhile must not see another person's rows.
    if ((await getUserId()) !== userId) throw fail('signed-out');
    const fillIn = await names.filler();
    // Nothing may come between: an end that is not included here removes its row after this.
    const known = await ends.all();
    let after: ReadonlyMap<string, FloorRow> = new Map();
    const leftOut = await rows.replace((before) => {
      after = assembleRows({ before, outcomes, gone: known, startedAt, userId });
      return withNames(after, fillIn);
    });
    noteDisputes(outcomes, after, startedAt);
    await ends.settle({ known, back: after, told: idsOf(outcomes) });
    return leftOut > 0;
  }

  /**
   * Reads individual conversations that an event reported lately and that no listing contains: they
   * are either too new for a late listing, or ended without an event.
   */
  async function askAboutDoubtful(sources: FloorSources, startedAt: number): Promise<void> {
    const untold = (await rows.all())
      .filter(({ source, readAt }) => source === 'event' && readAt < startedAt)
      .slice(0, MAX_DOUBTFUL);
    await Promise.allSettled(
      untold.map(async ({ id }) => {
        try {
          await applyReadings([await sources.getConversation(id)]);
        } catch (error) {
          if (isFailure(error, 'not-found')) await leave(id);
        }
      }),
    );
  }

  async function leave(conversationId: string): Promise<void> {
    // Do this before removing its row: a reading that finishes meanwhile must not bring it back.
    await ends.remember(new Map([[conversationId, null]]));
    await rows.patch([conversationId], () => undefined);
    await tellListing();
  }

  /**
   * Looks up the names on screen first: on a large floor the budget is not enough for all at once.
   */
  async function lookUpNames(): Promise<void> {
    const pageOpen = dependencies.whilePageOpen?.();
    const [onScreen, all] = await Promise.all([shownRows(), rows.all()]);
    if (!(await names.lookUp([...onScreen, ...all], pageOpen))) return;
    const fillIn = await names.filler();
    await rows.replace((before) => withNames(before, fillIn));
  }

  async function tellListing(): Promise<void> {
    onListing(new Set((await rows.all()).map(({ id }) => id)));
  }

  async function applyReadings(readings: readonly ConversationReading[], readAt = now()): Promise<void> {
    if (readings.length === 0) return;
    const userId = await getUserId();
    const byId = new Map<string, ConversationReading[]>();
    for (const reading of readings) {
      const { id } = reading.conversation;
      byId.set(id, [...(byId.get(id) ?? []), reading]);
    }
    const known = await rows.find([...byId.keys()]);
    const over = new Map(
      readings.flatMap(({ conversation: { id, state }, newestFactAt }) =>
        state === 'ended' && !hasGoneOn(known.get(id), newestFactAt) ? [[id, newestFactAt] as const] : [],
      ),
    );
    // Do this before removing their rows, as above.
    await ends.remember(over);
    const ended = await ends.all();
    const fillIn = await names.filler();
    const back: string[] = [];
    await rows.patch([...byId.keys()], (id, before) => {
      let row = before;
      for (const reading of byId.get(id) ?? []) {
        const { conversation, newestFactAt } = reading;
        if (conversation.state === 'ended') {
          if (!hasGoneOn(row, newestFactAt)) row = undefined;
          continue;
        }
        const at = { readAt, newestFactAt };
        const endedAt = Object.hasOwn(ended, id) ? ended[id] : undefined;
        // A newer event, or the end, came first.
        if (endedAt !== undefined && !isNewerFact(newestFactAt, endedAt)) continue;
        if (row && isOvertaken(at, row)) continue;
        const mine = reading.userIds.includes(userId);
        row = rowOfConversation(conversation, { before: row, source: 'event', mine, ...at });
      }
      if (row && Object.hasOwn(ended, id)) back.push(id);
      return row && fillIn(row);
    });
    if (back.length > 0) await ends.forget(back);
    if (over.size > 0 || back.length > 0) await tellListing();
  }

  return {
    refresh,
    async nameShownRows() {
      const onScreen = await shownRows();
      if (!(await names.lookUp(onScreen))) return;
      const fillIn = await names.filler();
      await rows.patch(
        onScreen.map(({ id }) => id),
        (_id, row) => row && fillIn(row),
      );
    },
    nameRows: lookUpNames,
    applyEvents: (readings) => applyReadings(readings),
    noteReading: (reading, readAt) => applyReadings([reading], readAt),
    noteGone: leave,
    async noteCobrowse(conversationId, { userId: anyCase, name }) {
      const userId = anyCase.toLowerCase();
      await rows.patch([conversationId], (_id, row) => {
        if (!row || row.watchers.some((watcher) => watcher.userId === userId && watcher.how === 'cobrowsing'))
          return row;
        return { ...row, watchers: [...row.watchers, { userId, name, how: 'cobrowsing' }] };
      });
    },
    async recent(conversationId) {
      const row = await rowOf(conversationId);
      if (!row?.complete) return null;
      const listedAt = row.source === ('own' satisfies FloorSource) ? ownReadAt : row.readAt;
      const readAt = Math.max(row.readAt, listedAt);
      return passedSince(readAt, now()) <= RECENT_MS ? { ...row, readAt } : null;
    },
    async differs({ conversation: { id, agent }, readAt }) {
      const [row, isOver] = await Promise.all([rowOf(id), ends.all().then((all) => Object.hasOwn(all, id))]);
      if (isOver) return true;
      const isOther = row !== null && row.agent?.userId !== agent?.userId;
      return isOther || (disputedAt.get(id) ?? Number.NEGATIVE_INFINITY) > readAt;
    },
    isOver: async (conversationId) => Object.hasOwn(await ends.all(), conversationId),
    row: rowOf,
    async forgetUnlisted(kept) {
      const takenAt = (await head.get())?.takenAt ?? Number.NEGATIVE_INFINITY;
      if (now() - takenAt < UNSEEN_AFTER_MS) return;
      const unlisted = (await rows.all()).filter(({ id, source }) => source === 'event' && !kept.has(id));
      await rows.patch(
        unlisted.map(({ id }) => id),
        () => undefined,
      );
    },
  };
}

/** Returns the conversations that some sources reported. */
function idsOf(outcomes: readonly SourceOutcome[]): Set<string> {
  const readings = outcomes.flatMap((outcome) => ('reading' in outcome ? [outcome.reading] : []));
  return new Set(
    readings.flatMap(({ conversations = [], partialConversations = [] }) => [
      ...conversations.map(({ conversation }) => conversation.id),
      ...partialConversations.map(({ id }) => id),
    ]),
  );
}

/**
 * Whether a conversation that was reported as ended has continued after that: the newer of two
 * facts counts.
 */
function hasGoneOn(row: FloorRow | undefined, endedAt: number | null): boolean {
  return row !== undefined && endedAt !== null && isNewerFact(row.newestFactAt, endedAt);
}

/**
 * Reads a further answer of a source that has already reported something: a failure only loses what
 * it would have added.
 */
async function ifPossible<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (isFailure(error) && !isFailure(error, 'signed-out', 'host-access-missing')) return null;
    throw error;
  }
}

function withNames(
  rows: ReadonlyMap<string, FloorRow>,
  fillIn: (row: FloorRow) => FloorRow,
): Map<string, FloorRow> {
  return new Map([...rows].map(([id, row]) => [id, fillIn(row)]));
}
