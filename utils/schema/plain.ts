/**
 * Checks for the few values that nearly every wake of the background reads: it answers without
 * loading the schema library. Each stands beside a schema, and accepts only what the schema accepts
 * and returns unchanged; the schema decides about all other values.
 */
export type PlainCheck = (value: unknown) => boolean;

/** Whether a value is an object with exactly these fields, each as its check says. */
export const hasExactly =
  (fields: Readonly<Record<string, PlainCheck>>): PlainCheck =>
  (value) => {
    if (typeof value !== 'object' || value === null) return false;
    if (Object.getPrototypeOf(value) !== Object.prototype) return false;
    const entries = Object.entries(value);
    return (
      entries.length === Object.keys(fields).length &&
      entries.every(([name, inside]) => Object.hasOwn(fields, name) && fields[name]?.(inside))
    );
  };

export const isText: PlainCheck = (value) => typeof value === 'string';
export const isNumber: PlainCheck = (value) => typeof value === 'number' && Number.isFinite(value);
export const isFlag: PlainCheck = (value) => typeof value === 'boolean';
export const matches =
  (pattern: RegExp): PlainCheck =>
  (value) =>
    typeof value === 'string' && pattern.test(value);
