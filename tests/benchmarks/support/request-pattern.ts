import type { LoggedRequest } from '../../simulator/request-log.ts';

/** A request of a real client, to be sent again by somebody else. */
export type Step = {
  /** Milliseconds after the first one. */
  afterMs: number;
  method: string;
  /** With `{channelId}` for the id of the sender's notification channel. */
  path: string;
  query: string;
  body: unknown;
};

/** What a real client has sent since `startedAt`, in milliseconds since 1970. */
export function patternOf(requests: readonly LoggedRequest[], startedAt: number): Step[] {
  return requests
    .filter(({ path }) => path.startsWith('/api/'))
    .map(({ at, method, path, query, body }) => ({ afterMs: at - startedAt, method, path, query, body }));
}

/** Replaces texts in everything that a step sends. */
export function replaceIn(step: Step, change: (text: string) => string): Step {
  return JSON.parse(change(JSON.stringify(step))) as Step;
}

const TIME = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g;

/** Moves every time that is written in a step by so many milliseconds. */
export const moveTimes = (step: Step, byMs: number): Step =>
  replaceIn(step, (text) => text.replace(TIME, (time) => new Date(Date.parse(time) + byMs).toISOString()));

const AGENT = /(?<=bbbbbbbb-0000-4000-8000-)\d{12}/g;

/** Puts other agents of the simulated organization in the place of those that the step is about. */
export const moveAgents = (step: Step, by: number, agents: number): Step =>
  replaceIn(step, (text) =>
    text.replace(AGENT, (number) => String(((Number(number) - 1 + by) % agents) + 1).padStart(12, '0')),
  );
