/** The baseline of watching an agent: opens the page, which does the rest. */
chrome.runtime.onMessage.addListener((wish, _sender, sendResponse) => {
  chrome.tabs
    .create({ url: `viewer.html#${encodeURIComponent(JSON.stringify(wish))}` })
    .then(() => sendResponse({ ok: true }));
  return true;
});
