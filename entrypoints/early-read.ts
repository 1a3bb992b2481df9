import { defineUnlistedScript } from '#imports';
import { afterNextPaint } from '@/utils/app/after-next-paint';
import { drawPicture, type Picture } from '@/utils/app/picture';
import { notePicture } from '@/utils/app/picture-shown';
import { beginEarlyRead, takeEarly } from '@/utils/storage/early-read';

/** Loaded by the popup before everything else: asks for what its first picture needs, and shows the last one meanwhile. */
export default defineUnlistedScript(() => {
  beginEarlyRead();
  notePicture(showPicture());
});

async function showPicture(): Promise<void> {
  const picture = await takeEarly('session', 'picture');
  const root = document.getElementById('root');
  if (!root || !Array.isArray(picture) || picture.length === 0) return;
  drawPicture(root, picture as Picture[]);
  await new Promise<void>(afterNextPaint);
}
