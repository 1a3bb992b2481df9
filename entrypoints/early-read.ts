import { defineUnlistedScript } from '#imports';
import { afterNextPaint } from '@/utils/pages/after-next-paint';
import { drawSnapshot, type Snapshot } from '@/utils/pages/snapshot';
import { noteSnapshot } from '@/utils/pages/snapshot-shown';
import { beginEarlyRead, takeEarly } from '@/utils/storage/early-read';

/**
 * Loaded by the popup before everything else: requests what its first paint needs, and shows the
 * last snapshot meanwhile.
 */
export default defineUnlistedScript(() => {
  beginEarlyRead();
  noteSnapshot(showSnapshot());
});

async function showSnapshot(): Promise<void> {
  const snapshot = await takeEarly('session', 'snapshot');
  // The answer may arrive before the page is parsed.
  if (!document.getElementById('root')) await pageIsRead();
  const root = document.getElementById('root');
  if (!root || !Array.isArray(snapshot) || snapshot.length === 0) return;
  drawSnapshot(root, snapshot as Snapshot[]);
  await new Promise<void>(afterNextPaint);
}

function pageIsRead(): Promise<unknown> {
  if (document.readyState !== 'loading') return Promise.resolve();
  return new Promise((resolve) => document.addEventListener('DOMContentLoaded', resolve, { once: true }));
}
