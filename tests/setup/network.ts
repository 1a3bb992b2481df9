import { networkInterfaces } from 'node:os';

/**
 * Whether this computer has a network interface besides loopback. Without one, WebRTC finds no
 * address to send from, and the official streaming client takes the browser to be offline: tests of
 * video must skip.
 */
export function hasNetworkInterface(): boolean {
  return Object.values(networkInterfaces()).some((addresses) => addresses?.some(({ internal }) => !internal));
}

/** Why a test of video is skipped. */
export const NO_NETWORK = 'This computer has only a loopback interface, so WebRTC cannot connect here.';
