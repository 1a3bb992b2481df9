/** How many screens an agent's computer may have. */
export const MOST_SCREENS = 4;
const USUAL_SCREENS = 2;

/** What the simulator tells an agent's computer. */
export type ToComputer =
  /** How many screens it has from now on. */
  | { type: 'screens'; count: number }
  /** Offer the screens in this session. */
  | { type: 'start'; sessionId: string }
  | { type: 'answer'; sessionId: string; sdp: string }
  | { type: 'candidate'; sessionId: string; mid: string; candidate: string }
  | { type: 'stop'; sessionId: string }
  /** Whether the agent is to be told that somebody watches. */
  | { type: 'notice'; watched: boolean };

/** What an agent's computer tells the simulator. */
export type FromComputer =
  | { type: 'offer'; sessionId: string; sdp: string }
  | { type: 'candidate'; sessionId: string; mid: string; candidate: string };

/** The connection to the page that plays an agent's computer. */
export type ComputerSocket = { send(message: ToComputer): void; close(): void };

/** Told when a computer comes, and what it says. */
export type ComputerListener = {
  opened(userId: string): void;
  said(userId: string, message: FromComputer): void;
};

/**
 * The agents' computers: each is there while its page is open, and an agent without one is an agent
 * without the desktop app and without Background Assistant.
 */
export class AgentComputers {
  readonly #open = new Map<string, ComputerSocket>();
  readonly #screens = new Map<string, number>();
  #listener: ComputerListener = { opened: () => {}, said: () => {} };

  listen(listener: ComputerListener): void {
    this.#listener = listener;
  }

  /** Ids of the agents whose computers are on. */
  get openUserIds(): string[] {
    return [...this.#open.keys()];
  }

  /** An agent has one computer: a page that is opened later replaces the one before. */
  connect(userId: string, socket: ComputerSocket): void {
    this.#open.get(userId)?.close();
    this.#open.set(userId, socket);
    socket.send({ type: 'screens', count: this.screensOf(userId) });
    this.#listener.opened(userId);
  }

  disconnect(userId: string, socket: ComputerSocket): void {
    if (this.#open.get(userId) === socket) this.#open.delete(userId);
  }

  receive(userId: string, message: FromComputer): void {
    this.#listener.said(userId, message);
  }

  /** Sends to the agent's computer. Answers false when it is off. */
  send(userId: string, message: ToComputer): boolean {
    this.#open.get(userId)?.send(message);
    return this.#open.has(userId);
  }

  screensOf(userId: string): number {
    return this.#screens.get(userId) ?? USUAL_SCREENS;
  }

  /** Plugs screens in or out. */
  setScreens(userId: string, count: number): void {
    this.#screens.set(userId, count);
    this.send(userId, { type: 'screens', count });
  }

  /** Every computer has the usual number of screens again; pages stay open. */
  clear(): void {
    const changed = [...this.#screens.keys()];
    this.#screens.clear();
    for (const userId of changed) this.send(userId, { type: 'screens', count: USUAL_SCREENS });
  }
}

/** Reads a message of an agent's computer; undefined when it is none. */
export function parseFromComputer(text: string): FromComputer | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const { type, sessionId, sdp, mid, candidate } = value as Record<string, unknown>;
  if (typeof sessionId !== 'string') return undefined;
  if (type === 'offer' && typeof sdp === 'string') return { type, sessionId, sdp };
  return type === 'candidate' && typeof mid === 'string' && typeof candidate === 'string'
    ? { type, sessionId, mid, candidate }
    : undefined;
}
