/** The baseline of a start: the same two calls in sequence, then the tab. */

async function post({ origin, token }, path, body) {
  const response = await fetch(origin + path, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return await response.json();
}

async function start(who, { conversationId, agentUserId }) {
  const session = await post(who, '/api/v2/cobrowse/sessions', {
    conversationId,
    participants: [
      { userId: agentUserId, role: 'agent' },
      { userId: who.userId, role: 'supervisor' },
    ],
    settings: { allowRemoteControl: false, timeoutInMinutes: 15 },
  });
  const { token } = await post(
    who,
    `/api/v2/cobrowse/sessions/${session.id}/participants/${who.userId}/tokens`,
  );
  await chrome.tabs.create({ url: `${who.origin}/cobrowse/join?sessionId=${session.id}&token=${token}` });
}

chrome.runtime.onMessage.addListener((message, _sender, sendResponse) => {
  const work = message.start ? start(message.who, message.start) : Promise.resolve();
  work.then(
    () => sendResponse({ ok: true }),
    (error) => sendResponse({ ok: false, error: String(error) }),
  );
  return true;
});
