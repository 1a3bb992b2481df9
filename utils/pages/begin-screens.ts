import { type StreamingAccess, viewerLockName } from '../cobrowse/screen-viewer';
import type { Result } from '../errors/result';
import { sendRequest } from '../messaging/client';
import { endOnLeave } from '../screen-viewer/end-on-leave';
import { createViewer, type Viewer } from '../screen-viewer/viewer';

/**
 * Begins to connect the page that shows agents' screens, before its views and stored data are
 * loaded: a supervisor waits for the picture, and connecting takes longest.
 * @returns the viewer, and when the streaming client has been loaded, or cannot be
 */
export function beginScreens(): { viewer: Viewer; clientLoaded: Promise<unknown> } {
  const page = crypto.randomUUID();
  // Held until the page is gone, however that happens.
  void navigator.locks.request(viewerLockName(page), () => new Promise(() => undefined));
  const askForAccess = (): Promise<Result<StreamingAccess | null>> =>
    sendRequest('get-streaming-access', { page });
  // While the background answers, the client is loaded.
  let early: Promise<Result<StreamingAccess | null>> | null = askForAccess();
  const loadLink = () => import('../screen-viewer/streaming-link');
  const clientLoaded = loadLink().catch(() => undefined);

  const viewer = createViewer({
    getAccess() {
      const asked = early ?? askForAccess();
      early = null;
      return asked;
    },
    report: (state) => void sendRequest('report-viewer', { page, state }),
    stopWatching: (sessionId, why) => void sendRequest('stop-watching', { sessionId, why }),
    async openLink(access, events) {
      if (!access.practice) return (await loadLink()).createStreamingLink(access, events);
      return (await import('../screen-viewer/practice-link')).createPracticeLink(events);
    },
    isOnline: () => navigator.onLine,
    onOnline(listener) {
      window.addEventListener('online', listener);
      return () => window.removeEventListener('online', listener);
    },
    now: () => Date.now(),
  });
  viewer.start();

  window.addEventListener('pagehide', () => {
    const leaving = viewer.leaving();
    if (leaving) endOnLeave(leaving.sessions, leaving.apiUrl, leaving.accessToken);
  });
  return { viewer, clientLoaded };
}
