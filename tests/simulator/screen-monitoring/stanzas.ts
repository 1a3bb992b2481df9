import { randomUUID } from 'node:crypto';
import { Element } from 'ltx';
import { JID_DOMAIN } from '../organization.ts';

/** The XML namespaces that the streaming connection speaks. */
export const NS = {
  bind: 'urn:ietf:params:xml:ns:xmpp-bind',
  client: 'jabber:client',
  extdisco: 'urn:xmpp:extdisco:1',
  framing: 'urn:ietf:params:xml:ns:xmpp-framing',
  genesys: 'genesys',
  jingleMessage: 'urn:xmpp:jingle-message:0',
  json: 'urn:xmpp:json:0',
  ping: 'urn:xmpp:ping',
  pubsub: 'http://jabber.org/protocol/pubsub',
  pubsubEvent: 'http://jabber.org/protocol/pubsub#event',
  sasl: 'urn:ietf:params:xml:ns:xmpp-sasl',
  session: 'urn:ietf:params:xml:ns:xmpp-session',
  stanzas: 'urn:ietf:params:xml:ns:xmpp-stanzas',
  streams: 'http://etherx.jabber.org/streams',
  streamErrors: 'urn:ietf:params:xml:ns:xmpp-streams',
} as const;

/** Opens the stream from our side (RFC 7395, section 3.4). */
export function openFrame(): Element {
  return new Element('open', {
    xmlns: NS.framing,
    from: JID_DOMAIN,
    id: randomUUID(),
    version: '1.0',
    'xml:lang': 'en',
  });
}

/** Ends the stream (RFC 7395, section 3.6). */
export function closeFrame(): Element {
  return new Element('close', { xmlns: NS.framing });
}

/** What the client may do next: sign in at first, then bind a resource. */
export function features(isSignedIn: boolean): Element {
  // Each frame is a document of its own, so the prefix must be declared on it.
  const element = new Element('stream:features', { 'xmlns:stream': NS.streams });
  if (isSignedIn) {
    element.c('bind', { xmlns: NS.bind });
    element.c('session', { xmlns: NS.session });
  } else {
    element.c('mechanisms', { xmlns: NS.sasl }).c('mechanism').t('PLAIN');
  }
  return element;
}

/** The end of a sign-in; `not-authorized` has the client give up with `invalid_token`. */
export function saslOutcome(isAuthorized: boolean): Element {
  if (isAuthorized) return new Element('success', { xmlns: NS.sasl });
  const failure = new Element('failure', { xmlns: NS.sasl });
  failure.c('not-authorized');
  return failure;
}

/** An error after which the stream is closed (RFC 6120, section 4.9). */
export function streamError(condition: string): Element {
  const element = new Element('stream:error', { 'xmlns:stream': NS.streams });
  element.c(condition, { xmlns: NS.streamErrors });
  return element;
}

/**
 * The answer to a request. Its `from` is the request's `to`; before a resource is bound the client
 * takes it only without one, and the request has none then.
 * @param to full JID of the client; undefined while it has none
 */
export function iqResult(request: Element, to: string | undefined, child?: Element): Element {
  const answer = new Element('iq', { ...envelope(request, to), type: 'result' });
  if (child) answer.cnode(child);
  return answer;
}

/** Refuses a request (RFC 6120, section 8.3). */
export function iqError(request: Element, to: string | undefined, condition: string): Element {
  const answer = new Element('iq', { ...envelope(request, to), type: 'error' });
  answer.c('error', { type: 'cancel' }).c(condition, { xmlns: NS.stanzas });
  return answer;
}

function envelope(request: Element, to: string | undefined): Record<string, string> {
  const { id, to: from } = request.attrs as Record<string, string | undefined>;
  return {
    xmlns: NS.client,
    ...(id === undefined ? {} : { id }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  };
}

/** The resource that the client has got. */
export function boundResource(jid: string): Element {
  const element = new Element('bind', { xmlns: NS.bind });
  element.c('jid').t(jid);
  return element;
}

/**
 * Servers for ICE (XEP-0215). With no STUN server at all, the official client allows itself relayed
 * candidates only.
 */
export function services(type: string, stunPort: number): Element {
  const element = new Element('services', { xmlns: NS.extdisco, type });
  if (type === 'stun') element.c('service', { type: 'stun', host: '127.0.0.1', port: String(stunPort) });
  return element;
}

/** Confirms a subscription (XEP-0060). */
export function subscription(node: string, bareJid: string): Element {
  const element = new Element('pubsub', { xmlns: NS.pubsub });
  element.c('subscription', { node, jid: bareJid, subscription: 'subscribed' });
  return element;
}

/** Asks the client whether it is there. It answers nothing: what counts is that it hears us. */
export function serverPing(to: string): Element {
  const element = new Element('iq', { ...addressed(JID_DOMAIN, to), type: 'get' });
  element.c('ping', { xmlns: NS.ping });
  return element;
}

/** A notification of a topic. */
export function notification(topic: string, payload: object, to: string): Element {
  const element = new Element('message', addressed(`notifications.${JID_DOMAIN}`, to));
  element
    .c('event', { xmlns: NS.pubsubEvent })
    .c('items', { node: topic })
    .c('item', { id: randomUUID() })
    .c('json', { xmlns: NS.json })
    .t(JSON.stringify(payload));
  return element;
}

/** What Jingle messages say of a session before there is media (XEP-0353). */
export type JingleVerb = 'propose' | 'proceed' | 'accept' | 'reject' | 'retract';

const VERBS: readonly JingleVerb[] = ['propose', 'proceed', 'accept', 'reject', 'retract'];

/** A Jingle message. @param attributes more of them, on the verb's element */
export function jingleMessage(
  verb: JingleVerb,
  sessionId: string,
  from: string,
  to: string,
  attributes: Record<string, string> = {},
): Element {
  const element = new Element('message', addressed(from, to));
  element.c(verb, { xmlns: NS.jingleMessage, id: sessionId, ...attributes });
  return element;
}

/** Reads a Jingle message; undefined for any other message. */
export function readJingleMessage(
  message: Element,
): { verb: JingleVerb; sessionId: string; to: string } | undefined {
  for (const verb of VERBS) {
    const child = message.getChild(verb, NS.jingleMessage);
    if (child) return { verb, sessionId: String(child.attrs.id), to: String(message.attrs.to) };
  }
  return undefined;
}

/** The media's signalling: JSON-RPC in an IQ. */
export type Rpc = { method: string; params: Record<string, unknown> };

/** A JSON-RPC call to the client. */
export function rpcCall({ method, params }: Rpc, from: string, to: string): Element {
  const element = new Element('iq', { ...addressed(from, to), type: 'set' });
  const call = { jsonrpc: '2.0', id: randomUUID(), method, params };
  element.c('genesys-webrtc', { xmlns: NS.genesys }).t(JSON.stringify(call));
  return element;
}

/** Reads a JSON-RPC call; undefined for any other IQ, null for one that is no such call. */
export function readRpc(iq: Element): Rpc | null | undefined {
  const child = iq.getChild('genesys-webrtc', NS.genesys);
  if (!child) return undefined;
  try {
    const { method, params } = JSON.parse(child.getText()) as Partial<Rpc>;
    return typeof method === 'string' && typeof params === 'object' && params !== null
      ? { method, params }
      : null;
  } catch {
    return null;
  }
}

function addressed(from: string, to: string): Record<string, string> {
  return { xmlns: NS.client, id: randomUUID(), from, to };
}
