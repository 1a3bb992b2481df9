import { describe, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { foundServicesItem } from '@/utils/cobrowse/state';
import { CREDENTIALS_CLIENT_ID } from '../../simulator/oauth-clients.ts';
import { type Expected, ruleFor } from './expectations';
import { FAULT_NAMES, FAULTS, type FaultName, LASTING, type Lasting, TIMEOUT_MS } from './faults';
import { hurryClock } from './hurried-clock';
import { startProduct } from './product';
import { CELL_TIMEOUT_MS, itReachedNothingElse, useMatrix } from './use-matrix';

/**
 * The calls of a start with the platform's co-browse; each follows the rules of its counterpart in
 * the Cobrowse Sessions API.
 */
const CALLS = {
  look: { method: 'GET', path: '^/api/v2/conversations/[^/?]+$', like: 'look-up' },
  offer: { method: 'POST', path: '^/api/v2/conversations/[^/]+/cobrowse$', like: 'create' },
} as const;
type CallName = keyof typeof CALLS;

const matrix = useMatrix({ cobrowse: 'platform' });

function expectedOf(call: CallName, fault: FaultName, lasting: Lasting): Expected {
  const outcome = ruleFor(CALLS[call].like, fault);
  return typeof outcome === 'string' ? outcome : outcome[lasting];
}

/** Starts with the fault in place, removes the fault, and continues. */
async function run(call: CallName, fault: FaultName, lasting: Lasting) {
  const { simulator, control, elsewhere } = matrix();
  const clock = hurryClock();
  await control.reset({ conversations: 0 });
  const { id } = await control.addConversation();
  const product = await startProduct(simulator.origin, clock);
  await foundServicesItem.set({
    [`${simulator.origin} ${CREDENTIALS_CLIENT_ID}`]: { kind: 'platform', at: Date.now() },
  });
  await product.refreshListing();
  const { method, path } = CALLS[call];
  const times = lasting === 'once' ? 1 : 1000;
  // The limit is short only while the fault is there: otherwise a busy machine would look like one.
  clock.limitCalls(fault === 'timeout' ? TIMEOUT_MS : Number.POSITIVE_INFINITY);
  await control.addFault({ ...FAULTS[fault](elsewhere.origin), method, path, times });
  const ending = await product.start(id);
  const offered = (await control.platformCobrowse()).length;
  await control.clearFaults();
  clock.limitCalls(Number.POSITIVE_INFINITY);
  const endingAfterwards = await product.goOn(id);
  const viewers = (await fakeBrowser.tabs.query({})).filter(({ url }) => url?.includes('/viewer.html'));
  return {
    ending,
    offered,
    afterwards: {
      ending: endingAfterwards,
      offers: (await control.platformCobrowse()).map(({ state }) => state),
      viewers: viewers.length,
    },
  };
}

const CELLS = (Object.keys(CALLS) as CallName[]).flatMap((call) =>
  FAULT_NAMES.flatMap((fault) => LASTING.map((lasting) => ({ call, fault, lasting }))),
);

describe('a start with the platform’s co-browse', () => {
  it.each(CELLS.map((cell) => ({ ...cell, expected: expectedOf(cell.call, cell.fault, cell.lasting) })))(
    '$call × $fault, $lasting: $expected',
    async ({ call, fault, lasting, expected }) => {
      const report = await run(call, fault, lasting);
      expect(report.ending).toBe(expected);
      // The customer is asked once, whatever went wrong.
      expect(report.offered).toBeLessThanOrEqual(1);
      expect(report.afterwards).toEqual({ ending: 'joined', offers: ['offering'], viewers: 1 });
      expect(await matrix().rejections.seen()).toEqual([]);
    },
    CELL_TIMEOUT_MS,
  );

  itReachedNothingElse(matrix);
});
