/**
 * Something that is loaded when it is first needed, and once. A load that failed is tried again by
 * who needs it next.
 */
export type Loaded<T> = {
  (): Promise<T>;
  /** What is loaded already, or `null`. */
  ifLoaded(): T | null;
};

/** Makes a loader of `load`. */
export function loadOnce<T>(load: () => Promise<T>): Loaded<T> {
  let loading: Promise<T> | null = null;
  let loaded: T | null = null;
  const get = (): Promise<T> => {
    loading ??= load().then(
      (done) => {
        loaded = done;
        return done;
      },
      (error: unknown) => {
        loading = null;
        throw error;
      },
    );
    return loading;
  };
  return Object.assign(get, { ifLoaded: () => loaded });
}

/** The methods of a part that may be called before it is there. */
export type Calls<T> = {
  [K in keyof T as T[K] extends (...args: never[]) => Promise<unknown> ? K : never]: T[K];
};

/** A part by its methods: each call waits for `get`, which is asked anew by each. */
export function callsOf<T extends object>(get: () => Promise<T>): Calls<T> {
  return new Proxy({} as Calls<T>, {
    get(_target, name) {
      // Who returns it from an async function must not take it for a promise.
      if (name === 'then') return undefined;
      return async (...args: unknown[]) => {
        const part = (await get()) as Record<PropertyKey, (...args: unknown[]) => unknown>;
        return await part[name]?.(...args);
      };
    },
  });
}
