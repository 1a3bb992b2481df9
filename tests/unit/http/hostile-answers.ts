import type { Answer } from '../http-server';

/**
 * JSON that begins validly and never ends, sent as fast as it is read. `onDropped` receives the
 * number of bytes written when the client disconnected.
 */
export function endless(status: number, onDropped?: (bytes: number) => void): Answer {
  return (response) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    const chunk = `"${'x'.repeat(64_000)}",`;
    let bytes = 0;
    let open = true;
    response.on('close', () => {
      open = false;
      onDropped?.(bytes);
    });
    response.on('error', () => undefined);
    const pump = () => {
      while (open) {
        bytes += chunk.length;
        if (!response.write(chunk)) {
          response.once('drain', pump);
          return;
        }
      }
    };
    response.write('{"id":"a","parts":[');
    pump();
  };
}

/** JSON that begins validly and continues with one byte every so many milliseconds, without end. */
export function drip(everyMs: number): Answer {
  return (response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.write('{"id":"');
    const timer = setInterval(() => response.write('x'), everyMs);
    response.on('close', () => clearInterval(timer));
  };
}
