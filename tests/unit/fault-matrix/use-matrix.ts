import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { type ControlClient, createControlClient } from '../../simulator/control-client.ts';
import type { SimulatorOptions } from '../../simulator/options.ts';
import { type Simulator, startSimulator } from '../../simulator/simulator.ts';
import { type HttpServer, json, startHttpServer } from '../http-server';
import { watchRejections } from '../unhandled-rejections';

/**
 * A cell takes milliseconds, one about timeouts a second; a busy machine may take longer. In
 * milliseconds.
 */
export const CELL_TIMEOUT_MS = 30_000;

/** What the cells of a matrix share. */
export type Matrix = {
  simulator: Simulator;
  control: ControlClient;
  /** Another origin, which no call may reach. */
  elsewhere: HttpServer;
  /** Rejections that nobody has handled. */
  rejections: ReturnType<typeof watchRejections>;
};

/**
 * Starts a simulator for the cells of a test file, and another origin beside it. Returns how to get
 * them, once the tests run.
 */
export function useMatrix(options: Partial<SimulatorOptions> = {}): () => Matrix {
  let matrix: Matrix | undefined;
  beforeAll(async () => {
    const rejections = watchRejections();
    // All cells share a minute of one token: the rate limit is not tested here.
    const simulator = await startSimulator({ conversations: 0, rateLimitPerMinute: 1_000_000, ...options });
    const elsewhere = await startHttpServer();
    elsewhere.answerWith(json(200, {}));
    matrix = { simulator, control: createControlClient(simulator.origin), elsewhere, rejections };
  });
  afterEach(() => {
    vi.unstubAllGlobals();
  });
  afterAll(async () => {
    matrix?.rejections.stop();
    await matrix?.simulator.stop();
    await matrix?.elsewhere.close();
  });
  return () => {
    if (!matrix) throw new Error('The simulator has not been started yet.');
    return matrix;
  };
}

/** Call after the cells: no bearer token may follow a redirect. */
export function itReachedNothingElse(matrix: () => Matrix): void {
  it('never sent its token to another origin, whatever redirected there', () => {
    expect(matrix().elsewhere.received).toEqual([]);
  });
}
