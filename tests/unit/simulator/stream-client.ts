import { type Element, parse } from 'ltx';
import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { api, DANA } from './support.ts';

const SASL = 'urn:ietf:params:xml:ns:xmpp-sasl';
const FRAMING = 'urn:ietf:params:xml:ns:xmpp-framing';

/** Makes a channel for streaming. */
export async function streamingChannel(origin: string, token: string) {
  const path = '/api/v2/notifications/channels?connectionType=streaming';
  return (await api(origin, token)<{ id: string; connectUri: string }>('POST', path)).json();
}

/** A streaming connection that speaks stanza by stanza; it closes by itself after the test. */
export async function openStream(origin: string, channelId: string) {
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/stream/channels/${channelId}`, 'xmpp');
  const stanzas: Element[] = [];
  socket.on('message', (data) => stanzas.push(parse(String(data))));
  const closed = new Promise<void>((resolve) => {
    socket.on('close', () => resolve());
  });
  await new Promise((resolve, reject) => {
    socket.on('open', resolve);
    socket.on('error', reject);
  });
  onTestFinished(() => socket.terminate());
  let read = 0;

  /** The next stanza that fits; those before it are passed over. */
  async function next(fits: (stanza: Element) => boolean): Promise<Element> {
    for (const until = Date.now() + 5_000; Date.now() < until; ) {
      const stanza = stanzas[read];
      if (!stanza) await new Promise((resolve) => setTimeout(resolve, 2));
      else {
        read += 1;
        if (fits(stanza)) return stanza;
      }
    }
    throw new Error(`Nothing more came than ${stanzas.join('\n')}`);
  }
  const named = (name: string) => next((stanza) => stanza.getName() === name);

  const stream = {
    protocol: socket.protocol,
    stanzas,
    closed,
    next,
    named,
    send: (text: string) => socket.send(text),
    open: async () => {
      socket.send(`<open xmlns="${FRAMING}" to="harbourline.orgspan.com" version="1.0"/>`);
      await named('open');
      return await named('features');
    },
    /** Resolves with what the server says of the sign-in. */
    signIn: async (password: string, jid = `${DANA}@harbourline.orgspan.com`, mechanism = 'PLAIN') => {
      const secret = Buffer.from(`\0${jid}\0${password}`).toString('base64');
      socket.send(`<auth xmlns="${SASL}" mechanism="${mechanism}">${secret}</auth>`);
      return await next((stanza) => stanza.is('success') || stanza.is('failure'));
    },
    /** Sends a request and resolves with its answer. */
    ask: async (id: string, attributes: string, child: string) => {
      socket.send(`<iq xmlns="jabber:client" id="${id}" ${attributes}>${child}</iq>`);
      return await next((stanza) => stanza.getName() === 'iq' && stanza.attrs.id === id);
    },
    /** From the first frame to a bound resource. */
    connect: async (token: string, resource = 'unit-test') => {
      await stream.open();
      const outcome = await stream.signIn(`authKey:${token}`);
      if (!outcome.is('success')) throw new Error(String(outcome));
      await stream.open();
      const bind = `<bind xmlns="urn:ietf:params:xml:ns:xmpp-bind"><resource>${resource}</resource></bind>`;
      const answer = await stream.ask('bind', 'type="set"', bind);
      return answer.getChild('bind')?.getChildText('jid') ?? '';
    },
  };
  return stream;
}
