/**
 * A network that groups calls into round trips. Calls that are made before an answer to any of them
 * arrives share a round trip; `rounds` lists them in order. Storage and other local work take no
 * round trip.
 */
export function createNetwork() {
  const rounds: string[][] = [];
  const held = new Set<string>();
  let traveling: { name: string; arrive: () => void }[] = [];
  let kept: typeof traveling = [];

  function deliver() {
    const arrived = traveling;
    traveling = [];
    rounds.push(arrived.map(({ name }) => name));
    for (const call of arrived) {
      if (held.has(call.name)) kept.push(call);
      else call.arrive();
    }
  }

  return {
    rounds,
    /** All calls so far, in order. */
    calls: () => rounds.flat(),
    /** Sends a call; `answer` runs when it arrives and may throw. */
    send<T>(name: string, answer: () => T): Promise<T> {
      return new Promise((resolve, reject) => {
        // All local work is done before a turn of the event loop is over.
        if (traveling.length === 0) setImmediate(deliver);
        const arrive = () => {
          try {
            resolve(answer());
          } catch (error) {
            reject(error);
          }
        };
        traveling.push({ name, arrive });
      });
    },
    /** Keeps the answers to these calls back until {@link release}. */
    hold(name: string) {
      held.add(name);
    },
    release() {
      held.clear();
      const late = kept;
      kept = [];
      for (const call of late) call.arrive();
    },
  };
}
