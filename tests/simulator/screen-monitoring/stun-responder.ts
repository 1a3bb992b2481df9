import { createSocket } from 'node:dgram';

const HEADER_LENGTH = 20;
const BINDING_REQUEST = 0x0001;
const BINDING_SUCCESS = 0x0101;
const XOR_MAPPED_ADDRESS = 0x0020;
const IPV4 = 0x01;
const MAGIC_COOKIE = [0x21, 0x12, 0xa4, 0x42] as const;

/** A running STUN responder. */
export type StunResponder = { port: number; close(): Promise<void> };

/**
 * Tells whoever asks on the loopback address which address they ask from (RFC 8489, binding over
 * UDP and IPv4 only).
 */
export async function startStunResponder(): Promise<StunResponder> {
  const socket = createSocket('udp4');
  socket.on('message', (request, { address, port }) => {
    const answer = bindingAnswer(request, address, port);
    if (answer) socket.send(answer, port, address);
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    socket.bind(0, '127.0.0.1', resolve);
  });
  socket.unref();
  return {
    port: socket.address().port,
    close: () => new Promise((resolve) => socket.close(() => resolve())),
  };
}

/** The answer to a binding request; undefined for anything else. */
export function bindingAnswer(request: Buffer, address: string, port: number): Buffer | undefined {
  if (request.length < HEADER_LENGTH || request.readUInt16BE(0) !== BINDING_REQUEST) return undefined;
  const attribute = Buffer.from([0, IPV4, 0, 0, 0, 0, 0, 0]);
  attribute.writeUInt16BE(port ^ ((MAGIC_COOKIE[0] << 8) | MAGIC_COOKIE[1]), 2);
  for (const [index, part] of address.split('.').entries())
    attribute.writeUInt8(Number(part) ^ (MAGIC_COOKIE[index] ?? 0), 4 + index);

  const answer = Buffer.alloc(HEADER_LENGTH + 4 + attribute.length);
  answer.writeUInt16BE(BINDING_SUCCESS, 0);
  answer.writeUInt16BE(4 + attribute.length, 2);
  // The magic cookie and the transaction's id.
  request.copy(answer, 4, 4, HEADER_LENGTH);
  answer.writeUInt16BE(XOR_MAPPED_ADDRESS, HEADER_LENGTH);
  answer.writeUInt16BE(attribute.length, HEADER_LENGTH + 2);
  attribute.copy(answer, HEADER_LENGTH + 4);
  return answer;
}
