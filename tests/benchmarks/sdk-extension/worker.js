/**
 * The bare extension's start once more, on the official SDK: what a background costs that calls the
 * platform through it. The SDK's own bundle for browsers expects a window, and defines `require`.
 */
self.window = self;
importScripts('sdk.js');
const platformClient = require('platformClient');
const client = platformClient.ApiClient.instance;

const post = (path, body) =>
  client.callApi(
    path,
    'POST',
    {},
    {},
    {},
    {},
    body,
    ['PureCloud OAuth'],
    ['application/json'],
    ['application/json'],
  );

async function start({ origin, token, userId }, { conversationId, agentUserId }) {
  const { hostname, port } = new URL(origin);
  client.setGateway({ host: hostname, protocol: 'http', port: Number(port) });
  client.setAccessToken(token);
  const session = await post('/api/v2/cobrowse/sessions', {
    conversationId,
    participants: [
      { userId: agentUserId, role: 'agent' },
      { userId, role: 'supervisor' },
    ],
    settings: { allowRemoteControl: false, timeoutInMinutes: 15 },
  });
  const link = await post(`/api/v2/cobrowse/sessions/${session.id}/participants/${userId}/tokens`, null);
  await chrome.tabs.create({ url: `${origin}/cobrowse/join?sessionId=${session.id}&token=${link.token}` });
}

chrome.runtime.onMessage.addListener((message, _sender, sendResponse) => {
  const work = message.start ? start(message.who, message.start) : Promise.resolve();
  work.then(
    () => sendResponse({ ok: true }),
    (error) => sendResponse({ ok: false, error: String(error) }),
  );
  return true;
});
