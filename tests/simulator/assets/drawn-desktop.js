/**
 * A computer screen at work, drawn on a canvas: windows, text being typed, a moving pointer and a
 * clock. It stands in for real screens in tests and demos.
 */

const WIDTH = 960;
const HEIGHT = 540;
const TASKBAR = 34;
const FONT = '"Segoe UI", system-ui, Roboto, sans-serif';
const WALLPAPERS = [
  ['#1d3b6f', '#4f86c6'],
  ['#2b4a3f', '#6fae8f'],
  ['#4a2f5e', '#a678b8'],
  ['#5b3a26', '#c98f5a'],
];
const TYPING_MS = 70;

const NOTE =
  'Customer called about the storm damage to the conservatory roof. Policy covers it. ' +
  'Asked for photos and two quotes; will ring back on Thursday before noon.';
const MAIL =
  'Dear Ms Hart, thank you for the photographs. We have passed your claim on to our assessor, ' +
  'who will contact you within two working days.';
const CHAT = [
  ['in', 'Hi, is the excess the same as last year?'],
  ['out', 'Let me look at your policy.'],
  ['out', 'Yes, it is 250 for storm damage.'],
  ['in', 'Great. And the glass is included?'],
];
const TASKS = [
  ['20931', 'Roof, storm', 'Photos in'],
  ['20944', 'Car, hail', 'Assessor'],
  ['20952', 'Theft, bicycle', 'Police report'],
  ['20960', 'Water, kitchen', 'Paid'],
  ['20971', 'Glass, door', 'New'],
  ['20978', 'Fire, shed', 'New'],
];

/** What is open on each screen; x, y, w and h are in pixels of the drawing. */
const SCREENS = [
  [
    { title: 'Claims · 20931', kind: 'record', x: 40, y: 28, w: 560, h: 420 },
    { title: 'Chat with Amelia Hart', kind: 'chat', x: 560, y: 96, w: 350, h: 360 },
  ],
  [
    { title: 'Open claims', kind: 'table', x: 36, y: 36, w: 520, h: 300 },
    { title: 'New message', kind: 'mail', x: 420, y: 150, w: 490, h: 320 },
  ],
  [
    { title: 'Service level today', kind: 'chart', x: 60, y: 40, w: 520, h: 330 },
    { title: 'Notes', kind: 'notes', x: 540, y: 180, w: 360, h: 280 },
  ],
  [
    { title: 'Knowledge base', kind: 'article', x: 50, y: 30, w: 600, h: 430 },
    { title: 'Open claims', kind: 'table', x: 480, y: 200, w: 440, h: 260 },
  ],
];

/** Where the pointer goes by itself, as parts of the width and height. */
const STOPS = [
  [0.2, 0.3],
  [0.55, 0.5],
  [0.8, 0.7],
  [0.35, 0.75],
  [0.7, 0.25],
  [0.12, 0.6],
];
const STOP_MS = 1800;
/** How long a person's pointer is shown after its last move, before the screen goes on by itself. */
const GUEST_MS = 6000;
const RIPPLE_MS = 600;

/**
 * @param {HTMLCanvasElement} canvas gets the size of the drawing
 * @param {{index: number, owner: string}} options which of the screens, and whose computer it is
 */
export function createDrawnDesktop(canvas, { index, owner }) {
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  const g = canvas.getContext('2d', { alpha: false });
  const windows = SCREENS[index % SCREENS.length].map((one) => ({ ...one }));
  const bornAt = performance.now() - index * 700;
  /** The pointer of somebody who has control, if they have moved it lately. */
  let guest = null;
  let ripple = null;
  let dragged = null;

  function draw() {
    const ms = performance.now() - bornAt;
    drawWallpaper(g, index);
    for (const one of windows) drawWindow(g, one, one === windows.at(-1), ms);
    drawTaskbar(g, windows, owner);
    if (guest && performance.now() - guest.at > GUEST_MS) guest = null;
    if (ripple) {
      const age = (performance.now() - ripple.at) / RIPPLE_MS;
      if (age > 1) ripple = null;
      else drawRipple(g, ripple, age);
    }
    if (guest) drawPointer(g, guest.x, guest.y, '#e8590c', guest.name);
    else drawPointer(g, ...pointerAt(ms), '#ffffff');
  }

  return {
    draw,
    /** Moves the pointer of somebody with control; x and y are parts of width and height. */
    move(x, y, name) {
      guest = { x: x * WIDTH, y: y * HEIGHT, name, at: performance.now() };
      if (!dragged) return;
      dragged.window.x = guest.x - dragged.dx;
      dragged.window.y = guest.y - dragged.dy;
    },
    /** Presses there: the window below comes to the front, and follows by its title bar. */
    press(x, y) {
      ripple = { x: x * WIDTH, y: y * HEIGHT, at: performance.now() };
      const hit = windows.findLast((one) => isInside(one, ripple.x, ripple.y));
      if (!hit) return;
      windows.push(...windows.splice(windows.indexOf(hit), 1));
      if (ripple.y < hit.y + 28) dragged = { window: hit, dx: ripple.x - hit.x, dy: ripple.y - hit.y };
    },
    release() {
      dragged = null;
    },
    /** The title of the window in front. */
    get front() {
      return windows.at(-1).title;
    },
  };
}

function isInside({ x, y, w, h }, px, py) {
  return px >= x && px <= x + w && py >= y && py <= y + h;
}

function drawWallpaper(g, index) {
  const [from, to] = WALLPAPERS[index % WALLPAPERS.length];
  const paint = g.createLinearGradient(0, 0, WIDTH, HEIGHT);
  paint.addColorStop(0, from);
  paint.addColorStop(1, to);
  g.fillStyle = paint;
  g.fillRect(0, 0, WIDTH, HEIGHT);
  g.fillStyle = 'rgb(255 255 255 / 6%)';
  for (let ring = 0; ring < 4; ring += 1) {
    g.beginPath();
    g.arc(WIDTH * 0.82, HEIGHT * 0.2, 70 + ring * 70, 0, Math.PI * 2);
    g.fill();
  }
}

function drawTaskbar(g, windows, owner) {
  g.fillStyle = 'rgb(16 24 38 / 88%)';
  g.fillRect(0, HEIGHT - TASKBAR, WIDTH, TASKBAR);
  let x = 12;
  for (const { title } of windows) {
    g.fillStyle = 'rgb(255 255 255 / 14%)';
    box(g, x, HEIGHT - TASKBAR + 5, 150, TASKBAR - 10, 5);
    text(g, title, x + 10, HEIGHT - TASKBAR / 2, { size: 12, color: '#e8eef7', most: 132 });
    x += 160;
  }
  const now = new Date();
  const time = now.toLocaleTimeString('en-GB');
  text(g, time, WIDTH - 14, HEIGHT - TASKBAR / 2, { size: 13, color: '#ffffff', align: 'right', bold: true });
  text(g, owner, WIDTH - 96, HEIGHT - TASKBAR / 2, {
    size: 12,
    color: '#b8c7dd',
    align: 'right',
    most: 300,
  });
}

function drawWindow(g, one, isFront, ms) {
  const { x, y, w, h, title } = one;
  g.save();
  g.shadowColor = 'rgb(0 0 0 / 40%)';
  g.shadowBlur = isFront ? 26 : 12;
  g.shadowOffsetY = 6;
  g.fillStyle = '#ffffff';
  box(g, x, y, w, h, 8);
  g.restore();
  g.save();
  g.beginPath();
  g.roundRect(x, y, w, h, 8);
  g.clip();
  g.fillStyle = isFront ? '#e4ebf5' : '#f1f4f8';
  g.fillRect(x, y, w, 28);
  text(g, title, x + 14, y + 14, { size: 13, bold: true, color: isFront ? '#1b2a41' : '#7a879b' });
  for (const [nth, color] of ['#e06c60', '#e4b34f', '#62b364'].entries()) {
    g.fillStyle = isFront ? color : '#c9d1dc';
    g.beginPath();
    g.arc(x + w - 16 - nth * 18, y + 14, 5.5, 0, Math.PI * 2);
    g.fill();
  }
  CONTENTS[one.kind](g, { x: x + 18, y: y + 44, w: w - 36, h: h - 60 }, ms);
  g.restore();
}

/** Draws what each kind of window holds, in the area within its frame. */
const CONTENTS = {
  record(g, { x, y, w }, ms) {
    text(g, 'Amelia Hart', x, y + 6, { size: 20, bold: true });
    text(g, 'Policy HL-204-7781 · Home and contents', x, y + 30, { size: 12, color: '#56657d' });
    const fields = [
      ['Date of damage', '14 November'],
      ['Cause', 'Storm'],
      ['Excess', '250.00'],
      ['Assessor', 'Not assigned'],
    ];
    fields.forEach(([name, value], nth) => {
      const left = x + (nth % 2) * (w / 2);
      const top = y + 62 + Math.floor(nth / 2) * 54;
      text(g, name, left, top, { size: 11, color: '#56657d' });
      g.strokeStyle = '#c6d0de';
      g.strokeRect(left + 0.5, top + 10.5, w / 2 - 14, 28);
      text(g, value, left + 8, top + 25, { size: 13 });
    });
    text(g, 'Note', x, y + 176, { size: 11, color: '#56657d' });
    g.strokeStyle = '#2a60c8';
    g.strokeRect(x + 0.5, y + 186.5, w - 14, 110);
    paragraph(g, typed(NOTE, ms), x + 10, y + 204, w - 36);
    g.fillStyle = '#2a60c8';
    box(g, x, y + 314, 110, 32, 5);
    text(g, 'Save', x + 55, y + 330, { size: 13, bold: true, color: '#ffffff', align: 'center' });
  },
  chat(g, { x, y, w, h }, ms) {
    const shown = Math.floor(ms / 3000) % (CHAT.length + 2);
    let top = y;
    for (const [side, line] of CHAT.slice(0, Math.max(1, shown))) {
      const left = side === 'in' ? x : x + w * 0.25;
      g.fillStyle = side === 'in' ? '#e8edf4' : '#d8e6ff';
      box(g, left, top, w * 0.75, 44, 10);
      paragraph(g, line, left + 10, top + 16, w * 0.75 - 20, 12);
      top += 54;
    }
    g.strokeStyle = '#c6d0de';
    g.strokeRect(x + 0.5, y + h - 36.5, w, 32);
    text(g, typed('I will check the glass cover for you', ms), x + 8, y + h - 20, { size: 12, most: w - 16 });
  },
  table(g, { x, y, w }, ms) {
    const active = Math.floor(ms / 1600) % TASKS.length;
    ['Claim', 'Subject', 'State'].forEach((name, nth) => {
      text(g, name, x + nth * (w / 3), y + 8, { size: 12, bold: true, color: '#56657d' });
    });
    TASKS.forEach((row, line) => {
      const top = y + 26 + line * 32;
      g.fillStyle = line === active ? '#d8e6ff' : line % 2 ? '#f5f7fa' : '#ffffff';
      g.fillRect(x - 6, top, w + 12, 30);
      row.forEach((cell, nth) => {
        text(g, cell, x + nth * (w / 3), top + 15, { size: 13 });
      });
    });
  },
  mail(g, { x, y, w }, ms) {
    for (const [nth, line] of ['To:  amelia.hart@example.com', 'Subject:  Your claim 20931'].entries()) {
      text(g, line, x, y + 8 + nth * 30, { size: 13 });
      g.fillStyle = '#d5dce6';
      g.fillRect(x, y + 24 + nth * 30, w, 1);
    }
    paragraph(g, typed(MAIL, ms), x, y + 82, w, 14);
  },
  chart(g, { x, y, w, h }, ms) {
    const bars = 12;
    for (let nth = 0; nth < bars; nth += 1) {
      const part = 0.45 + 0.4 * Math.abs(Math.sin(nth * 1.7 + ms / 5000));
      g.fillStyle = part > 0.6 ? '#3f8f5f' : '#d08a2e';
      const width = w / bars - 8;
      box(g, x + nth * (w / bars), y + h - 20 - part * (h - 50), width, part * (h - 50), 3);
      text(g, `${8 + nth}`, x + nth * (w / bars) + width / 2, y + h - 6, {
        size: 11,
        color: '#56657d',
        align: 'center',
      });
    }
    text(g, `${Math.round(78 + 6 * Math.sin(ms / 4000))} % within 20 s`, x, y + 8, { size: 16, bold: true });
  },
  notes(g, { x, y, w }, ms) {
    paragraph(g, typed(NOTE, ms + 4000), x, y + 12, w, 14);
  },
  article(g, { x, y, w }, ms) {
    text(g, 'Storm damage: what is covered', x, y + 8, { size: 20, bold: true });
    const shift = (Math.sin(ms / 4000) + 1) * 30;
    for (let line = 0; line < 13; line += 1) {
      const top = y + 40 + line * 26 - shift * 0.4;
      if (top < y + 26) continue;
      g.fillStyle = line % 5 === 0 ? '#8fa3c0' : '#d5dce6';
      box(g, x, top, w * (line % 5 === 0 ? 0.4 : 0.75 + 0.25 * Math.abs(Math.sin(line * 3))), 10, 5);
    }
  },
};

/** As much of a text as has been typed by then, with a caret; it begins anew after a rest. */
function typed(whole, ms) {
  const length = Math.floor(ms / TYPING_MS) % (whole.length + 60);
  const caret = Math.floor(ms / 500) % 2 === 0 ? '|' : '';
  return whole.slice(0, length) + caret;
}

function pointerAt(ms) {
  const leg = Math.floor(ms / STOP_MS);
  const from = STOPS[leg % STOPS.length];
  const to = STOPS[(leg + 1) % STOPS.length];
  // It rests at each stop, as a hand does.
  const part = Math.min(1, (ms % STOP_MS) / (STOP_MS * 0.7));
  const eased = part * part * (3 - 2 * part);
  return [(from[0] + (to[0] - from[0]) * eased) * WIDTH, (from[1] + (to[1] - from[1]) * eased) * HEIGHT];
}

function drawPointer(g, x, y, color, name) {
  g.save();
  g.translate(x, y);
  g.beginPath();
  for (const [px, py] of [
    [0, 0],
    [0, 17],
    [4.5, 13],
    [8, 20],
    [11, 18.5],
    [7.5, 12],
    [13, 12],
  ])
    g.lineTo(px, py);
  g.closePath();
  g.fillStyle = color;
  g.strokeStyle = '#10182a';
  g.lineWidth = 1.4;
  g.fill();
  g.stroke();
  if (name) {
    g.font = `600 12px ${FONT}`;
    g.fillStyle = color;
    box(g, 14, 18, g.measureText(name).width + 14, 20, 5);
    text(g, name, 21, 28, { size: 12, bold: true, color: '#ffffff' });
  }
  g.restore();
}

function drawRipple(g, { x, y }, age) {
  g.strokeStyle = `rgb(232 89 12 / ${Math.round((1 - age) * 100)}%)`;
  g.lineWidth = 3;
  g.beginPath();
  g.arc(x, y, 6 + age * 24, 0, Math.PI * 2);
  g.stroke();
}

function box(g, x, y, w, h, radius) {
  g.beginPath();
  g.roundRect(x, y, w, h, radius);
  g.fill();
}

function text(g, value, x, y, { size, bold = false, color = '#1b2a41', align = 'left', most }) {
  g.font = `${bold ? 600 : 400} ${size}px ${FONT}`;
  g.fillStyle = color;
  g.textAlign = align;
  g.textBaseline = 'middle';
  g.fillText(value, x, y, most);
  g.textAlign = 'left';
}

function paragraph(g, value, x, y, width, size = 13) {
  g.font = `400 ${size}px ${FONT}`;
  let line = '';
  let top = y;
  for (const word of value.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (g.measureText(longer).width > width) {
      text(g, line, x, top, { size });
      top += size * 1.5;
      line = word;
    } else line = longer;
  }
  text(g, line, x, top, { size });
}
