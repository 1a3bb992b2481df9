import { getRequestListener, type HttpBindings } from '@hono/node-server';
import { createGate } from './gate.ts';
import { listenOnLoopback } from './listen.ts';
import { DEFAULT_OPTIONS, type SimulatorOptions } from './options.ts';
import { createPlatform } from './platform.ts';
import { startStunResponder } from './screen-monitoring/stun-responder.ts';
import { startTraffic } from './traffic.ts';
import { createUpgrades } from './upgrades.ts';
import { World } from './world.ts';

export type { SimulatorOptions } from './options.ts';

/** A running simulator. */
export type Simulator = {
  /** For example `http://localhost:8400`. */
  origin: string;
  /** Closes every connection and frees the port. */
  stop(): Promise<void>;
};

/**
 * Starts a Genesys Cloud stand-in on loopback; it accepts connections when the promise resolves.
 * @throws PortInUseError when the chosen port is taken
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const world = new World({ ...DEFAULT_OPTIONS, ...options });
  const platform = createPlatform(world);
  const gate = createGate(world, (request, bindings) => platform.fetch(request, bindings));
  const answer = async (request: Request, bindings: HttpBindings) => {
    const response = await gate(request, bindings);
    // Not the time of Node's own clock, which it sends otherwise.
    if (!bindings.outgoing.headersSent)
      bindings.outgoing.setHeader('Date', new Date(world.now()).toUTCString());
    return response;
  };
  const listener = getRequestListener((request, bindings) => answer(request, bindings as HttpBindings), {
    // Leaves the test runner's own fetch and Request alone.
    overrideGlobalObjects: false,
  });
  const upgrades = createUpgrades(world);
  const { port, close } = await listenOnLoopback(world.options.port, listener, upgrades.listener);
  world.listensOn(port);
  const stun = await startStunResponder();
  world.screens.stunPort = stun.port;
  const stopTraffic = world.options.traffic ? startTraffic(world) : () => {};
  return {
    origin: `http://localhost:${port}`,
    stop: async () => {
      stopTraffic();
      upgrades.destroyAll();
      await Promise.all([close(), stun.close()]);
    },
  };
}
