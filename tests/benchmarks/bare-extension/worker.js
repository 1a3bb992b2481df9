/** The baselines of a start: what any extension must do, and the tutorial's way. */

async function call(method, url, { token, body, form } = {}) {
  const response = await fetch(url, {
    method,
    headers: {
      ...(token && { Authorization: `Bearer ${token}` }),
      ...(body && { 'Content-Type': 'application/json' }),
    },
    body: form ?? (body && JSON.stringify(body)),
  });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return await response.json();
}

const createSession = ({ origin, token, userId }, { conversationId, agentUserId }) =>
  call('POST', `${origin}/api/v2/cobrowse/sessions`, {
    token,
    body: {
      conversationId,
      participants: [
        { userId: agentUserId, role: 'agent' },
        { userId, role: 'supervisor' },
      ],
      settings: { allowRemoteControl: false, timeoutInMinutes: 15 },
    },
  });

const createJoinToken = ({ origin, token }, sessionId, userId) =>
  call('POST', `${origin}/api/v2/cobrowse/sessions/${sessionId}/participants/${userId}/tokens`, { token });

const openJoinPage = ({ origin }, sessionId, { token }) =>
  chrome.tabs.create({ url: `${origin}/cobrowse/join?sessionId=${sessionId}&token=${token}` });

/** The same two calls as the product's, in sequence, then the tab. */
async function start(who, wish) {
  const session = await createSession(who, wish);
  await openJoinPage(who, session.id, await createJoinToken(who, session.id, who.userId));
}

/** The five calls of the vendor's tutorial in a row, then the tab. */
async function startAsInTutorial({ client, ...who }, { conversationId }) {
  const { access_token: token } = await call('POST', `${who.origin}/oauth/token`, {
    form: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: client.id,
      client_secret: client.secret,
    }),
  });
  const own = { ...who, token };
  const { entities } = await call('GET', `${who.origin}/api/v2/conversations?state=active&limit=200`, own);
  const { participants } = entities.find(({ id }) => id === conversationId);
  const { userId: agentUserId } = participants.findLast(({ role }) => role === 'agent');
  const session = await createSession(own, { conversationId, agentUserId });
  const link = await createJoinToken(own, session.id, who.userId);
  await createJoinToken(own, session.id, agentUserId);
  await openJoinPage(own, session.id, link);
}

chrome.runtime.onMessage.addListener((message, _sender, sendResponse) => {
  const { who, start: wish } = message;
  const work = wish ? (who.client ? startAsInTutorial : start)(who, wish) : Promise.resolve();
  work.then(
    () => sendResponse({ ok: true }),
    (error) => sendResponse({ ok: false, error: String(error) }),
  );
  return true;
});
