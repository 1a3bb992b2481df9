import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { findFiles, ROOT } from '../find-files';

const files = ['components/screens', 'utils/screen-viewer', 'entrypoints/screens']
  .flatMap((folder) => findFiles(`${folder}/**/*.{ts,tsx}`))
  .concat('utils/pages/begin-screens.ts', 'utils/pages/connect-screens.ts');

/** Every way in which a page can keep a picture or a film of what it shows. */
const KEEPS_PICTURES = new RegExp(
  [
    'MediaRecorder',
    'ImageCapture',
    'grabFrame',
    'drawImage',
    'createImageBitmap',
    'toDataURL',
    'toBlob',
    'convertToBlob',
    'getImageData',
    'OffscreenCanvas',
    'VideoFrame\\b',
    'VideoEncoder',
    'MediaStreamTrackProcessor',
    'RTCRtpScriptTransform',
    'createEncodedStreams',
    'captureStream',
    'getDisplayMedia',
    'texImage2D',
    'importExternalTexture',
    'captureVisibleTab',
  ].join('|'),
);

it('Nothing of an agent’s screen is recorded: the page has no code that could.', () => {
  expect(files.length).toBeGreaterThan(20);
  const able = files.filter((file) => KEEPS_PICTURES.test(readFileSync(`${ROOT}/${file}`, 'utf8')));
  // The stand-in of practice mode draws a screen of its own and sends it. No picture comes in.
  expect(able).toEqual(['utils/screen-viewer/practice-desktop.ts']);
});

it('The stand-in sends what it draws, and reads nothing back.', () => {
  const source = readFileSync(`${ROOT}/utils/screen-viewer/practice-desktop.ts`, 'utf8');
  const matches = source.match(new RegExp(KEEPS_PICTURES, 'g')) ?? [];
  expect(new Set(matches)).toEqual(new Set(['captureStream']));
  expect(source).not.toMatch(/<video|HTMLVideoElement|createElement\('video'\)/);
});
