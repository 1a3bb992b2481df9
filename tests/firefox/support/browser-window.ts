import * as z from 'zod';
import type { BiDi } from './bidi.ts';
import { evaluate } from './evaluate.ts';

const treeSchema = z.object({ contexts: z.array(z.object({ context: z.string() })) });

/**
 * Runs a function in Firefox's first window, with the browser's own privileges. It cannot use
 * variables from outside.
 */
export type BrowserWindow = <A extends unknown[], T>(
  work: (...args: A) => T | Promise<T>,
  ...args: A
) => Promise<T>;

/** @throws Error when Firefox has no window yet */
export async function findBrowserWindow(bidi: BiDi): Promise<BrowserWindow> {
  const { contexts } = await bidi.send('browsingContext.getTree', { 'moz:scope': 'chrome' }, treeSchema);
  const [window] = contexts;
  if (!window) throw new Error('Firefox has no window.');
  return (work, ...args) => evaluate(bidi, window.context, work, ...args);
}
