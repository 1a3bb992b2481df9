import { isFailure } from '../errors/failure';
import type { GenesysCloudApi } from '../genesys-cloud/api';
import type { Store } from '../storage/store';
import type { FloorRow, Names } from './model';

/** What has names: users and queues. */
type Kind = keyof Names;

/** The names of users and queues: stored, and looked up in batches if missing. */
export type NameStore = {
  /**
   * Returns a function that fills known names into a row. A row without changes stays the same
   * object.
   */
  filler(): Promise<(row: FloorRow) => FloorRow>;
  /** Stores names that were read together with something else. */
  remember(kind: Kind, names: Iterable<readonly [id: string, name: string]>): Promise<void>;
  /**
   * Looks up missing names of the rows, within the budget; the rest is looked up next time. Returns
   * whether there are new names. Never throws: rows are useful without names.
   */
  lookUp(rows: readonly FloorRow[], whilePageOpen?: AbortSignal): Promise<boolean>;
};

/** Creates the store over its stored item. One API call looks up at most `perCall` ids. */
export function createNameStore(dependencies: {
  names: Pick<Store<Names>, 'get' | 'update'>;
  api: Pick<GenesysCloudApi, 'getUserNames' | 'getQueueNames'>;
  perCall: number;
}): NameStore {
  const { names, api, perCall } = dependencies;
  const getNames = { users: api.getUserNames, queues: api.getQueueNames };

  async function keep(kind: Kind, found: Iterable<readonly [string, string | null]>): Promise<void> {
    const entries = [...found];
    if (entries.length === 0) return;
    await names.update((known) => {
      const isNews = entries.some(([id, name]) => known[kind][id] !== name);
      return isNews ? { ...known, [kind]: { ...known[kind], ...Object.fromEntries(entries) } } : known;
    });
  }

  /** Returns whether the request was allowed. */
  async function lookUpBatch(kind: Kind, ids: string[]): Promise<boolean> {
    try {
      const found = await getNames[kind](ids);
      // Ids that the platform does not resolve are not requested again.
      await keep(
        kind,
        ids.map((id) => [id, found.get(id) ?? null] as const),
      );
      return true;
    } catch (error) {
      if (isFailure(error, 'permission-denied')) {
        await keep(
          kind,
          ids.map((id) => [id, null] as const),
        );
      }
      return false;
    }
  }

  return {
    async filler() {
      const known = await names.get();
      return (row) => withNames(row, known);
    },
    remember: keep,
    async lookUp(rows, whilePageOpen) {
      const known = await names.get();
      const missing: Record<Kind, Set<string>> = { queues: new Set(), users: new Set() };
      for (const { queueId, queueName, agent, alsoThere = [], watchers } of rows) {
        if (queueName === null && isUnasked(queueId, known.queues)) missing.queues.add(queueId);
        for (const person of [...(agent ? [agent] : []), ...alsoThere, ...watchers])
          if (person.name === null && isUnasked(person.userId, known.users)) missing.users.add(person.userId);
      }
      let learnt = false;
      for (const kind of ['queues', 'users'] as const) {
        const ids = [...missing[kind]];
        for (let first = 0; first < ids.length && !whilePageOpen?.aborted; first += perCall) {
          if (!(await lookUpBatch(kind, ids.slice(first, first + perCall)))) break;
          learnt = true;
        }
      }
      return learnt;
    },
  };
}

/** One invalid id would make the platform refuse the whole batch. */
const ID = /^[\w-]{1,100}$/;

function isUnasked(id: string | null, known: Names[Kind]): id is string {
  return id !== null && ID.test(id) && !Object.hasOwn(known, id);
}

function withNames(row: FloorRow, { users, queues }: Names): FloorRow {
  const queueName = row.queueName ?? nameOf(queues, row.queueId);
  const named = <P extends { userId: string | null; name: string | null }>(person: P): P => {
    const name = nameOf(users, person.userId);
    return person.name === null && name ? { ...person, name } : person;
  };
  const agent = row.agent && nameless(named(row.agent), users);
  const alsoThere = row.alsoThere?.map(named);
  const watchers = row.watchers.map(named);
  const isSame =
    queueName === row.queueName &&
    agent === row.agent &&
    (alsoThere ?? []).every((person, index) => person === row.alsoThere?.[index]) &&
    watchers.every((watcher, index) => watcher === row.watchers[index]);
  return isSame ? row : { ...row, queueName, agent, ...(alsoThere && { alsoThere }), watchers };
}

/** Notes that the platform was asked for a name and returned none: it is not loading any more. */
function nameless(agent: NonNullable<FloorRow['agent']>, users: Names['users']) {
  const { unnamed, ...person } = agent;
  const isUnnamed = agent.name === null && Object.hasOwn(users, agent.userId) && users[agent.userId] === null;
  if (isUnnamed === (unnamed === true)) return agent;
  return isUnnamed ? { ...person, unnamed: true as const } : person;
}

/** Ids come from the platform: one that equals an inherited property has no name. */
function nameOf(names: Names[Kind], id: string | null): string | null {
  return (id !== null && Object.hasOwn(names, id) && names[id]) || null;
}
