/** Runs a task after all earlier ones; settles as the task does. */
export type Serialize = <T>(task: () => Promise<T>) => Promise<T>;

/** Creates a queue that runs its tasks one after another. A failed task does not stop the next. */
export function createSerializer(): Serialize {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const done = last.then(task);
    last = done.catch(() => undefined);
    return done;
  };
}
