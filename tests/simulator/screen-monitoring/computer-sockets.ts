import { WebSocketServer } from 'ws';
import { findUser } from '../organization.ts';
import type { UpgradeHandler } from '../upgrades.ts';
import type { World } from '../world.ts';
import { type ComputerSocket, parseFromComputer } from './agent-computers.ts';

const COMPUTER_PATH = /^\/agent-desktop\/([^/]+)\/socket$/;
/** Tells a page that another has taken its place. */
const REPLACED = 4000;

/** Lets the page that plays an agent's computer connect to `/agent-desktop/{userId}/socket`. */
export function computerSockets(world: World): UpgradeHandler {
  const server = new WebSocketServer({ noServer: true });
  const { computers } = world.screens;
  return ({ path, request, socket, head }) => {
    const userId = COMPUTER_PATH.exec(path)?.[1];
    const user = userId === undefined ? undefined : findUser(world.organization, userId);
    if (!user || !world.offers('screen')) return false;
    server.handleUpgrade(request, socket, head, (client) => {
      const computer: ComputerSocket = {
        send: (message) => client.send(JSON.stringify(message)),
        close: () => client.close(REPLACED),
      };
      client.on('message', (data) => {
        const message = parseFromComputer(String(data));
        if (message) computers.receive(user.id, message);
      });
      client.on('error', () => client.terminate());
      client.on('close', () => computers.disconnect(user.id, computer));
      computers.connect(user.id, computer);
    });
    return true;
  };
}
