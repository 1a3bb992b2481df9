import { defineUnlistedScript } from '#imports';
import { afterNextPaint } from '@/utils/pages/after-next-paint';
import { drawSnapshot, readSnapshot } from '@/utils/pages/snapshot';
import { noteSnapshot } from '@/utils/pages/snapshot-shown';
import { appearanceOf, applyAppearance } from '@/utils/settings/appearance';
import { beginEarlyRead, takeEarly } from '@/utils/storage/early-read';

/**
 * Loaded by the popup before everything else: requests what its first paint needs, shows the last
 * snapshot meanwhile, and then loads the page's own script, where the build has put it here.
 */
export default defineUnlistedScript(() => {
  const next = document.currentScript?.dataset.next;
  beginEarlyRead();
  const shown = showSnapshot();
  noteSnapshot(shown);
  if (next !== undefined) void shown.catch(() => undefined).then(() => loadModule(next));
});

function loadModule(src: string): void {
  const script = document.createElement('script');
  script.type = 'module';
  script.src = src;
  document.head.append(script);
}

async function showSnapshot(): Promise<void> {
  const [stored, settings] = await Promise.all([
    takeEarly('session', 'snapshot'),
    takeEarly('local', 'settings'),
  ]);
  applyAppearance(document.documentElement, appearanceOf(settings));
  const snapshot = readSnapshot(stored);
  // The answer may arrive before the page is parsed.
  if (!document.getElementById('root')) await pageIsRead();
  const root = document.getElementById('root');
  if (!root || snapshot.length === 0) return;
  drawSnapshot(root, snapshot);
  await new Promise<void>(afterNextPaint);
}

function pageIsRead(): Promise<unknown> {
  if (document.readyState !== 'loading') return Promise.resolve();
  return new Promise((resolve) => document.addEventListener('DOMContentLoaded', resolve, { once: true }));
}
