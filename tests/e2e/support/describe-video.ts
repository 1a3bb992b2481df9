import { describe } from 'vitest';
import { hasNetworkInterface, NO_NETWORK } from '../../setup/network.ts';

/** Describes tests of video: where WebRTC cannot connect, they are skipped and say why. */
export function describeVideo(name: string, tests: () => void): void {
  if (hasNetworkInterface()) {
    describe(name, tests);
    return;
  }
  process.stdout.write(`Skipped: ${name}. ${NO_NETWORK}\n`);
  describe.skip(`${name} (skipped: ${NO_NETWORK})`, tests);
}
