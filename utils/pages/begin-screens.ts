import { type StreamingAccess, viewerLockName } from '../cobrowse/screen-viewer';
import type { Result } from '../errors/result';
import { sendRequest } from '../messaging/client';
import { endOnLeave } from '../screen-viewer/end-on-leave';
import { createViewer, type Viewer } from '../screen-viewer/viewer';

/**
 * Begins to connect the page that shows agents' screens, before its views and stored data are
 * loaded: a supervisor waits for the picture, and connecting takes longest.
 * @returns the viewer, and when its connection has been begun, or there is none to begin
 */
export function beginScreens(): { viewer: Viewer; linkSettled: Promise<unknown> } {
  const page = crypto.randomUUID();
  // Held until the page is gone, however that happens.
  void navigator.locks.request(viewerLockName(page), () => new Promise(() => undefined));
  const askForAccess = (): Promise<Result<StreamingAccess | null>> =>
    sendRequest('get-streaming-access', { page });
  // While the background answers, the client is loaded.
  let early: Promise<Result<StreamingAccess | null>> | null = askForAccess();
  const loadLink = () => import('../screen-viewer/streaming-link');
  const settled = Promise.withResolvers<void>();
  void loadLink().catch(settled.resolve);

  const viewer = createViewer({
    getAccess() {
      const asked = early ?? askForAccess();
      early = null;
      void asked.then((access) => {
        if (!access.ok || !access.value) settled.resolve();
      });
      return asked;
    },
    report: (state) => void sendRequest('report-viewer', { page, state }),
    stopWatching: (sessionId, why) => void sendRequest('stop-watching', { sessionId, why }),
    async openLink(access, events) {
      const open = access.practice
        ? (await import('../screen-viewer/practice-link')).createPracticeLink
        : (await loadLink()).createStreamingLink.bind(null, access);
      // The viewer connects it next; what waits for this runs after that.
      setTimeout(settled.resolve);
      return open(events);
    },
    isOnline: () => navigator.onLine,
    onOnline(listener) {
      window.addEventListener('online', listener);
      return () => window.removeEventListener('online', listener);
    },
    now: () => Date.now(),
    elapsed: () => performance.now(),
  });
  viewer.start();

  window.addEventListener('pagehide', () => {
    const leaving = viewer.leaving();
    if (leaving) endOnLeave(leaving.sessions, leaving.apiUrl, leaving.accessToken);
  });
  return { viewer, linkSettled: settled.promise };
}
