/** The parts of a page that show whether it is visible. */
export type WatchedPage = {
  document: EventTarget & { readonly visibilityState: DocumentVisibilityState };
  window: EventTarget;
};

/**
 * Calls back with whether the page is open and visible: at once, then at each change (Page
 * Visibility; `pagehide` and `pageshow` of the HTML standard, for a page in the back/forward
 * cache). Returns a function that stops it.
 */
export function followVisibility(page: WatchedPage, onVisible: (visible: boolean) => void): () => void {
  const stopping = new AbortController();
  const { signal } = stopping;
  let gone = false;
  let told: boolean | null = null;

  function tell() {
    const visible = !gone && page.document.visibilityState === 'visible';
    if (visible === told) return;
    told = visible;
    onVisible(visible);
  }

  function note(isGone: boolean) {
    gone = isGone;
    tell();
  }

  page.document.addEventListener('visibilitychange', tell, { signal });
  page.window.addEventListener('pagehide', () => note(true), { signal });
  page.window.addEventListener('pageshow', () => note(false), { signal });
  tell();
  return () => stopping.abort();
}
