/**
 * Something that is loaded once, on first use. After a failed load, the next caller tries again.
 */
export type Loaded<T> = {
  (): Promise<T>;
  /** The loaded value, or `null`. */
  ifLoaded(): T | null;
};

/** Creates a loader of `load`. */
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

/** The methods of a part that may be called before it is loaded. */
export type LazyMethods<T> = {
  [K in keyof T as T[K] extends (...args: never[]) => Promise<unknown> ? K : never]: T[K];
};

/** Returns a part's methods: each call awaits `get` first. */
export function lazyMethods<T extends object>(get: () => Promise<T>): LazyMethods<T> {
  return new Proxy({} as LazyMethods<T>, {
    get(_target, name) {
      // When returned from an async function, it must not be taken for a promise.
      if (name === 'then') return undefined;
      return async (...args: unknown[]) => {
        const part = (await get()) as Record<PropertyKey, (...args: unknown[]) => unknown>;
        return await part[name]?.(...args);
      };
    },
  });
}
