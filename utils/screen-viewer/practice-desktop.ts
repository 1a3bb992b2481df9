/** A drawn screen that moves, and its picture as a stream. */
export type DrawnScreen = { stream: MediaStream; stop(): void };

const WIDTH = 1280;
const HEIGHT = 800;
const FRAMES_PER_SECOND = 10;
const FONT = 'system-ui, sans-serif';

const INK = '#1c2233';
const MUTED = '#697089';
const LINE = '#d9deea';
const PALE = '#eef1f8';
const BLUE = '#3451e1';
const GREEN = '#0b7a45';

/** The words that the made-up agent types again and again. */
const TYPED = 'Customer asks about the second invoice. Credit of 24.90 agreed, confirmed by e-mail.';

/**
 * Draws the two screens of a made-up agent's computer: the record of a customer, and a page of a
 * knowledge base.
 */
export function drawDesktop(agentName: string): DrawnScreen[] {
  return [drawScreen(drawRecord), drawScreen(drawArticle)];

  function drawScreen(paint: (context: CanvasRenderingContext2D, seconds: number, name: string) => void) {
    const canvas = document.createElement('canvas');
    canvas.width = WIDTH;
    canvas.height = HEIGHT;
    const context = canvas.getContext('2d');
    const begun = performance.now();
    const draw = () => {
      if (context) paint(context, (performance.now() - begun) / 1000, agentName);
    };
    draw();
    const stream = canvas.captureStream(FRAMES_PER_SECOND);
    const timer = setInterval(draw, 1000 / FRAMES_PER_SECOND);
    return {
      stream,
      stop() {
        clearInterval(timer);
        for (const track of stream.getTracks()) track.stop();
      },
    };
  }
}

function drawRecord(context: CanvasRenderingContext2D, seconds: number, agentName: string) {
  drawWindow(context, 'Customer record', agentName);
  fill(context, PALE, 0, 84, 220, HEIGHT - 84);
  ['Overview', 'Contacts', 'Invoices', 'Orders', 'Notes'].forEach((item, index) => {
    if (index === 2) fill(context, '#dde3fb', 12, 108 + index * 48, 196, 36, 8);
    write(context, item, 28, 132 + index * 48, 17, index === 2 ? BLUE : INK);
  });
  write(context, 'Robin Example', 260, 148, 30, INK, 650);
  write(context, 'Customer since 2019 · Account 4711 (made up)', 260, 180, 17, MUTED);
  ['Invoice 2041 · paid', 'Invoice 2042 · open', 'Invoice 2043 · open'].forEach((row, index) => {
    frame(context, 260, 214 + index * 64, 640, 52);
    write(context, row, 284, 247 + index * 64, 18, INK);
    write(context, `${(24.9 + index * 13).toFixed(2)}`, 810, 247 + index * 64, 18, index ? INK : GREEN, 600);
  });
  write(context, 'Note', 260, 440, 17, MUTED);
  frame(context, 260, 454, 640, 150);
  const typed = TYPED.slice(0, Math.floor(seconds * 7) % (TYPED.length + 30));
  wrap(context, typed + (Math.floor(seconds * 2) % 2 ? '|' : ''), 284, 490, 590, 18);
  fill(context, BLUE, 260, 632, 140, 44, 8);
  write(context, 'Save note', 288, 660, 17, '#ffffff', 600);
  drawPointer(context, 700 + Math.sin(seconds * 0.7) * 180, 520 + Math.cos(seconds * 0.9) * 120);
}

function drawArticle(context: CanvasRenderingContext2D, seconds: number, agentName: string) {
  drawWindow(context, 'Knowledge base', agentName);
  context.save();
  context.beginPath();
  context.rect(0, 84, WIDTH, HEIGHT - 84);
  context.clip();
  // Read slowly: the page scrolls a little, and back.
  context.translate(0, -60 * (1 + Math.sin(seconds * 0.25)));
  write(context, 'How to credit an invoice', 160, 220, 34, INK, 650);
  for (let paragraph = 0; paragraph < 5; paragraph += 1) {
    write(context, `${paragraph + 1}. Step`, 160, 284 + paragraph * 128, 21, INK, 600);
    [0.92, 0.86, 0.5].forEach((share, line) => {
      fill(context, PALE, 160, 302 + paragraph * 128 + line * 26, 820 * share, 14, 7);
    });
  }
  context.restore();
}

function drawWindow(context: CanvasRenderingContext2D, title: string, agentName: string) {
  fill(context, '#ffffff', 0, 0, WIDTH, HEIGHT);
  fill(context, '#e3e7f2', 0, 0, WIDTH, 40);
  write(context, `${title} — ${agentName}`, 20, 27, 16, MUTED);
  fill(context, '#f7f8fc', 0, 40, WIDTH, 44);
  fill(context, '#ffffff', 20, 48, 700, 28, 14);
  write(context, 'records.example', 40, 68, 15, MUTED);
  write(context, new Date().toLocaleTimeString([], { timeStyle: 'medium' }), WIDTH - 140, 27, 16, INK);
}

function drawPointer(context: CanvasRenderingContext2D, x: number, y: number) {
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(x + 8, y + 26);
  context.lineTo(x + 13, y + 15);
  context.lineTo(x + 25, y + 14);
  context.closePath();
  context.fillStyle = '#000000';
  context.strokeStyle = '#ffffff';
  context.lineWidth = 2;
  context.fill();
  context.stroke();
}

function fill(
  context: CanvasRenderingContext2D,
  color: string,
  x: number,
  y: number,
  width: number,
  height: number,
  radius = 0,
) {
  context.fillStyle = color;
  context.beginPath();
  context.roundRect(x, y, width, height, radius);
  context.fill();
}

function frame(context: CanvasRenderingContext2D, x: number, y: number, width: number, height: number) {
  context.strokeStyle = LINE;
  context.lineWidth = 1.5;
  context.beginPath();
  context.roundRect(x, y, width, height, 8);
  context.stroke();
}

function write(
  context: CanvasRenderingContext2D,
  text: string,
  x: number,
  y: number,
  size: number,
  color: string,
  weight = 400,
) {
  context.fillStyle = color;
  context.font = `${weight} ${size}px ${FONT}`;
  context.fillText(text, x, y);
}

function wrap(
  context: CanvasRenderingContext2D,
  text: string,
  x: number,
  y: number,
  width: number,
  size: number,
) {
  context.font = `400 ${size}px ${FONT}`;
  let line = '';
  let top = y;
  for (const word of text.split(' ')) {
    if (line !== '' && context.measureText(`${line} ${word}`).width > width) {
      write(context, line, x, top, size, INK);
      line = word;
      top += size * 1.5;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  write(context, line, x, top, size, INK);
}
