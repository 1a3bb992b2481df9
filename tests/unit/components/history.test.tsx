// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, type Mock, vi } from 'vitest';
import { HistoryPage } from '@/components/history/HistoryPage';
import type { Finding, HistoryRow } from '@/utils/history/model';
import type { HistoryActions, HistoryState } from '@/utils/pages/connect-history';
import { idOf } from '../../setup/app-fixtures';
import { NOW } from './fake-app';
import { button, clearPage, click, draw, find, pass, perform, text, type } from './page';

beforeEach(() => vi.useFakeTimers({ now: NOW }));
afterEach(() => {
  clearPage();
  vi.useRealTimers();
});

const DAY = 24 * 60 * 60_000;

function row(number: number, changes: Partial<HistoryRow> = {}): HistoryRow {
  const startedAt = NOW - number * DAY;
  return {
    sessionId: `s-${number}`,
    conversationId: idOf(number),
    service: 'sessions',
    supervisor: { userId: idOf(800), name: 'Susan Visor' },
    agent: { userId: idOf(900 + number), name: `Agent ${number}` },
    customerName: `Customer ${number}`,
    queueName: 'Billing',
    settings: { allowRemoteControl: false, timeoutInMinutes: 15 },
    purpose: null,
    joinedExisting: false,
    startedAt,
    expiresAt: startedAt + 15 * 60_000,
    joinedAt: startedAt + 1_000,
    endedAt: startedAt + 272_000,
    howEnded: 'ended-by-you',
    notes: [],
    correlationIds: [],
    ...changes,
  };
}

const state = (rows: HistoryRow[], changes: Partial<HistoryState> = {}): HistoryState => ({
  rows,
  unreadable: 0,
  keepForDays: 90,
  trouble: null,
  record: { hasWitness: true, notes: [], exported: null, jumpMs: 0 },
  policy: {},
  ...changes,
});

type FakeActions = { [Name in keyof HistoryActions]: Mock<HistoryActions[Name]> };
function historyActions(): FakeActions {
  return {
    verify: vi.fn<HistoryActions['verify']>(async () => ({
      ok: true,
      entries: 148,
      lastHash: 'a'.repeat(64),
      findings: [],
      origin: null,
    })),
    checkExport: vi.fn<HistoryActions['checkExport']>(async () => 'not-json'),
    exportCsv: vi.fn<HistoryActions['exportCsv']>(async () => {}),
    exportJson: vi.fn<HistoryActions['exportJson']>(async () => {}),
    keepFor: vi.fn<HistoryActions['keepFor']>(async () => ({ ok: true, value: null })),
    watchAgain: vi.fn<HistoryActions['watchAgain']>(async () => ({ kind: 'started' })),
    showInList: vi.fn<HistoryActions['showInList']>(async () => {}),
    openInGenesys: vi.fn<HistoryActions['openInGenesys']>(),
    openSettings: vi.fn<HistoryActions['openSettings']>(),
    copyText: vi.fn<HistoryActions['copyText']>(async () => {}),
  };
}

const agents = () => [...document.querySelectorAll('tbody th[scope=row]')].map((cell) => cell.textContent);
const cells = (line: number) =>
  [...document.querySelectorAll('.session-line')][line]?.querySelectorAll<HTMLElement>('td, th') ?? [];
const cell = (line: number, column: string) =>
  [...cells(line)].find((each) => each.classList.contains(column))?.textContent;
const select = (label: string) => find<HTMLSelectElement>(`select[aria-label="${label}"]`);
const keepForSelect = () => find<HTMLSelectElement>('.keep-for select');
const choose = (element: HTMLSelectElement, value: string) =>
  perform(() => {
    element.value = value;
    element.dispatchEvent(new Event('change', { bubbles: true }));
  });

describe('the list', () => {
  it('says of each session when, who, with whom, about what, with which access, how long and how it ended', async () => {
    const other = row(2, { supervisor: { userId: idOf(801), name: 'Sam Other' }, purpose: 'coaching' });
    await draw(<HistoryPage state={state([row(1), other])} actions={historyActions()} />);
    expect([...cells(0)].slice(1, 8).map((cell) => cell.textContent)).toEqual([
      'Susan Visor',
      'Agent 1',
      'Customer 1 · Billing1b2c3d4e…',
      '',
      'View only',
      '4:32',
      'Ended by supervisor',
    ]);
    expect([...cells(1)].slice(1, 5).map((cell) => cell.textContent)).toEqual([
      'Sam Other',
      'Agent 2',
      'Customer 2 · Billing1b2c3d4e…',
      'Coaching',
    ]);
    expect(find('time').getAttribute('datetime')).toBe(new Date(NOW - DAY).toISOString());
  });

  it('puts live sessions on top; their length goes on to the time limit and no further', async () => {
    const live = row(3, { startedAt: NOW - 60_000, expiresAt: NOW + 60_000, endedAt: null, howEnded: null });
    await draw(<HistoryPage state={state([row(1), row(2), live])} actions={historyActions()} />);
    expect(agents()).toEqual(['Agent 3', 'Agent 1', 'Agent 2']);
    expect(cell(0, 'col-length')).toBe('1:00');
    await perform(() => vi.advanceTimersByTimeAsync(5_000));
    expect(cell(0, 'col-length')).toBe('1:05');
    await perform(() => vi.advanceTimersByTimeAsync(120_000));
    expect(cell(0, 'col-length')).toBe('2:00');
    expect(cell(0, 'col-ended')).toBe('Live');
  });

  it.each<[string, Partial<HistoryRow>]>([
    ['nobody saw the end', { endedAt: null, howEnded: 'unknown' }],
    ['the clock was set back before the end', { endedAt: NOW - 2 * DAY }],
  ])('claims no length where %s', async (_what, changes) => {
    await draw(<HistoryPage state={state([row(1, changes)])} actions={historyActions()} />);
    expect(cell(0, 'col-length')).toContain('Unknown');
  });

  it('shows everything that is recorded on request', async () => {
    const session = row(1, { purpose: 'Refund form', correlationIds: ['c-1', 'c-2'], joinedExisting: true });
    await draw(<HistoryPage state={state([session])} actions={historyActions()} />);
    expect(cell(0, 'col-purpose')).toBe('Refund form');
    for (const fact of ['c-1', 's-1', 'Joined a live session']) expect(text()).not.toContain(fact);
    const details = button('Details of the session with Agent 1');
    await click(details);
    expect(details.getAttribute('aria-expanded')).toBe('true');
    for (const fact of ['Refund form', 'c-1\nc-2', idOf(1), 's-1', idOf(901), 'Joined a live session'])
      expect(find('dl').textContent).toContain(fact);
    await click(details);
    expect(document.querySelector('dl')).toBeNull();
  });

  it('shows notes with the time since the start, and finds a session by them', async () => {
    const { startedAt } = row(1);
    const notes = [
      { at: startedAt + 42_000, text: 'Opened the wrong account' },
      { at: startedAt + 185_000, text: 'Explained the =SUM field' },
    ];
    await draw(<HistoryPage state={state([row(1, { notes }), row(2)])} actions={historyActions()} />);
    await type(find<HTMLInputElement>('[aria-label="Search sessions"]'), 'wrong account');
    expect(agents()).toEqual(['Agent 1']);
    await click(button('Details of the session with Agent 1'));
    expect([...document.querySelectorAll('.session-notes li')].map((line) => line.textContent)).toEqual([
      '0:42Opened the wrong account',
      '3:05Explained the =SUM field',
    ]);
    expect(find('.session-notes time').getAttribute('datetime')).toBe(
      new Date(startedAt + 42_000).toISOString(),
    );
  });

  it('copies the whole conversation id', async () => {
    const actions = historyActions();
    await draw(<HistoryPage state={state([row(1)])} actions={actions} />);
    await click(button(`Copy conversation ID ${idOf(1)}`));
    expect(actions.copyText).toHaveBeenCalledExactlyOnceWith(idOf(1));
  });

  it('filters by every word in everything, accents and capitals aside, and by period', async () => {
    const rows = [
      row(1, { purpose: 'Refund form' }),
      row(2, { agent: { userId: 'u', name: 'Zoë Ångström' }, howEnded: 'time-limit' }),
      row(40, { settings: { allowRemoteControl: true, timeoutInMinutes: 5 } }),
    ];
    await draw(<HistoryPage state={state(rows)} actions={historyActions()} />);
    expect(text()).toContain('3 sessions');
    const box = find<HTMLInputElement>('[aria-label="Search sessions"]');
    for (const [typed, found] of [
      ['refund', ['Agent 1']],
      ['zoe TIME', ['Zoë Ångström']],
      ['control allowed', ['Agent 40']],
      [idOf(40), ['Agent 40']],
      ['refund time', []],
    ] as const) {
      await type(box, typed);
      expect(agents(), typed).toEqual(found);
    }
    expect(text()).toContain('No sessions match');
    await click(button('Show all'));
    await choose(select('Period'), '7');
    expect(agents()).toEqual(['Agent 1', 'Zoë Ångström']);
    expect(text()).toContain('2 of 3 sessions');
  });

  it('draws five thousand sessions a page at a time', async () => {
    const rows = Array.from({ length: 5_000 }, (_, number) => row(number));
    await draw(<HistoryPage state={state(rows)} actions={historyActions()} />);
    expect(agents()).toHaveLength(50);
    expect(text()).toContain('1–50 of 5,000');
    await click(button('Older'));
    expect(agents()[0]).toBe('Agent 50');
    await type(find<HTMLInputElement>('[aria-label="Search sessions"]'), 's-4999');
    expect(agents()).toEqual(['Agent 4999']);
  });

  it('says what would fill it while it is empty, that it is read, and that it cannot be read', async () => {
    const actions = historyActions();
    await draw(<HistoryPage state={state([])} actions={actions} />);
    expect(text()).toContain('No sessions yet');
    await draw(<HistoryPage state="unreadable" actions={actions} />);
    expect(find('[role=alert]').textContent).toContain('The history could not be loaded.');
    await draw(<HistoryPage state="reading" actions={actions} />);
    expect(text()).not.toContain('Reading');
    await perform(() => vi.advanceTimersByTimeAsync(400));
    expect(text()).toContain('Loading history…');
  });
});

describe('the days', () => {
  const days = () => [...document.querySelectorAll('.history-day th')].map((day) => day.textContent);

  it('stand above their sessions, by name where they are near; live sessions come first', async () => {
    const live = row(0, { sessionId: 'live', endedAt: null, howEnded: null, expiresAt: NOW + 60_000 });
    const rows = [live, row(0), row(1), row(1, { sessionId: 's-1b' }), row(9)];
    await draw(<HistoryPage state={state(rows)} actions={historyActions()} />);
    expect(days()).toEqual([
      'Live now1 session',
      'Today1 session',
      'Yesterday2 sessions',
      'Monday, February 23, 20261 session',
    ]);
  });

  it('get other names at midnight, while the page is open', async () => {
    await draw(<HistoryPage state={state([row(0), row(1)])} actions={historyActions()} />);
    expect(days()).toEqual(['Today1 session', 'Yesterday1 session']);
    vi.setSystemTime(NOW + DAY);
    await pass(1_000);
    expect(days()).toEqual(['Yesterday1 session', 'Tuesday, March 3, 20261 session']);
  });

  it('follow the computer to another time zone, while the page is open', async () => {
    const evening = row(0, { startedAt: Date.parse('2026-03-03T21:30:00Z') });
    const times = () => [...document.querySelectorAll('.col-started time')].map((time) => time.textContent);
    await draw(<HistoryPage state={state([evening])} actions={historyActions()} />);
    expect(days()).toEqual(['Yesterday1 session']);
    expect(times()).toEqual(['9:30 PM']);
    vi.stubEnv('TZ', 'Asia/Tokyo');
    try {
      await pass(1_000);
      expect(days()).toEqual(['Today1 session']);
      expect(times()).toEqual(['6:30 AM']);
    } finally {
      vi.unstubAllEnvs();
    }
  });

  it('are right when the clock changes to summer time and back', async () => {
    vi.stubEnv('TZ', 'Europe/Berlin');
    try {
      // The night to 29 March has 23 hours, the night to 25 October 25.
      for (const [now, before] of [
        ['2026-03-29T08:00:00Z', '2026-03-28T22:30:00Z'],
        ['2026-10-25T22:30:00Z', '2026-10-24T21:30:00Z'],
      ] as const) {
        vi.setSystemTime(now);
        const rows = [row(0, { startedAt: Date.parse(now) }), row(1, { startedAt: Date.parse(before) })];
        await draw(<HistoryPage key={now} state={state(rows)} actions={historyActions()} />);
        expect(days()).toEqual(['Today1 session', 'Yesterday1 session']);
      }
    } finally {
      vi.unstubAllEnvs();
    }
  });

  it('leave the supervisor out where there is only one', async () => {
    await draw(<HistoryPage state={state([row(1), row(2)])} actions={historyActions()} />);
    expect(document.querySelector('.col-supervisor')).toBeNull();
  });
});

describe('the facets', () => {
  const options = (label: string) => [...select(label).options].map(({ textContent }) => textContent);

  it('offer what occurs with its count, most frequent first, and combine', async () => {
    const anna = { userId: 'anna', name: 'Anna Agent' };
    const rows = [
      row(1, { agent: anna, purpose: 'coaching' }),
      row(2, { agent: anna, howEnded: 'time-limit' }),
      row(3, { purpose: 'Refund form' }),
    ];
    await draw(<HistoryPage state={state(rows)} actions={historyActions()} />);
    expect(options('Agent')).toEqual(['All agents', 'Anna Agent (2)', 'Agent 3 (1)']);
    expect(options('Outcome')).toEqual(['All outcomes', 'Ended by supervisor (2)', 'Time limit (1)']);
    expect(options('Purpose')).toEqual(['All purposes', 'Coaching (1)', 'No purpose (1)', 'Refund form (1)']);
    await choose(select('Agent'), '1');
    expect(agents()).toEqual(['Anna Agent', 'Anna Agent']);
    await choose(select('Outcome'), '2');
    expect(agents()).toEqual(['Anna Agent']);
    expect(text()).toContain('1 of 3 sessions');
    await choose(select('Purpose'), '1');
    expect(agents()).toEqual([]);
    await click(button('Show all'));
    await choose(select('Purpose'), '2');
    expect(cell(0, 'col-ended')).toBe('Time limit');
  });
});

describe('the charts', () => {
  const bars = (list: string) =>
    [...document.querySelectorAll(`[aria-labelledby=${list}] li`)].map((bar) => bar.textContent);

  it('count the shown sessions per day and by purpose, as lists that can be read out', async () => {
    const rows = [row(0), row(1), row(1, { sessionId: 's-1b', purpose: 'training' }), row(30)];
    await draw(<HistoryPage state={state(rows)} actions={historyActions()} />);
    const days = bars('chart-days');
    expect(days).toHaveLength(14);
    expect(days.at(-1)).toContain('Mar 4: 1 session');
    expect(days.at(-2)).toContain('Mar 3: 2 sessions');
    expect(days.at(-3)).toContain('Mar 2: 0 sessions');
    expect(bars('chart-purposes')).toEqual(['No purpose3', 'Training1']);
    await type(find<HTMLInputElement>('[aria-label="Search sessions"]'), 'training');
    expect(bars('chart-purposes')).toEqual(['Training1']);
  });

  it('are left out where they say less than the list', async () => {
    await draw(<HistoryPage state={state([row(1), row(2)])} actions={historyActions()} />);
    expect(document.querySelector('.charts')).toBeNull();
  });
});

describe('watching an agent again', () => {
  it('says that it starts, that it has started, and one at a time', async () => {
    const actions = historyActions();
    const started = Promise.withResolvers<{ kind: 'started' }>();
    actions.watchAgain.mockReturnValue(started.promise);
    await draw(<HistoryPage state={state([row(1), row(2)])} actions={actions} />);
    await click(button('Watch Agent 1 again'));
    expect(text()).toContain('Starting a session with Agent 1…');
    await click(button('Watch Agent 2 again'));
    expect(actions.watchAgain).toHaveBeenCalledExactlyOnceWith(idOf(901));
    await perform(() => started.resolve({ kind: 'started' }));
    expect(text()).toContain('The session with Agent 1 is open in its own tab.');
    await click(button('Dismiss'));
    expect(text()).not.toContain('is open in its own tab');
  });

  it('says why it does not start, and leads to the list where a purpose is needed', async () => {
    const actions = historyActions();
    actions.watchAgain.mockResolvedValueOnce({ kind: 'no-conversation' });
    await draw(<HistoryPage state={state([row(1)])} actions={actions} />);
    await click(button('Watch Agent 1 again'));
    expect(text()).toContain('Agent 1 has no active conversation now.');
    actions.watchAgain.mockResolvedValueOnce({ kind: 'ask-purpose' });
    await click(button('Watch Agent 1 again'));
    await click(button('Show Agent 1 in the list'));
    expect(actions.showInList).toHaveBeenCalledExactlyOnceWith('Agent 1');
    actions.watchAgain.mockResolvedValueOnce({ kind: 'failed', failure: { code: 'signed-out' } });
    await click(button('Watch Agent 1 again'));
    await click(button('Sign in'));
    expect(actions.openSettings).toHaveBeenCalledOnce();
  });

  it('has the way to the conversation in Genesys Cloud beside it', async () => {
    const actions = historyActions();
    await draw(<HistoryPage state={state([row(1)])} actions={actions} />);
    await click(button('Open the conversation of Agent 1 in Genesys Cloud'));
    expect(actions.openInGenesys).toHaveBeenCalledExactlyOnceWith(idOf(1));
  });
});

describe('exports', () => {
  it('take what is shown; the chain goes along only with all of it', async () => {
    const actions = historyActions();
    const refund = row(2, { purpose: 'Refund form' });
    await draw(<HistoryPage state={state([row(1), refund])} actions={actions} />);
    await click(button('Export JSON'));
    expect(actions.exportJson).toHaveBeenLastCalledWith([row(1), refund], true);
    await type(find<HTMLInputElement>('[aria-label="Search sessions"]'), 'refund');
    await click(button('Export JSON'));
    await click(button('Export CSV'));
    expect(actions.exportJson).toHaveBeenLastCalledWith([refund], false);
    expect(actions.exportCsv).toHaveBeenLastCalledWith([refund]);
  });
});

describe('the record', () => {
  it.each([
    [{ ok: true, entries: 148, lastHash: 'a'.repeat(64) }, '148 entries, chain intact'],
    [{ ok: true, entries: 1, lastHash: 'a'.repeat(64) }, '1 entry, chain intact'],
    [{ ok: false, seq: 17, reason: 'changed' }, 'Entry 17 was changed'],
    [{ ok: false, seq: 1_017, reason: 'missing' }, 'Entry 1,017 is missing'],
    [{ ok: false, seq: 5, reason: 'reordered' }, 'Entry 5 is out of place'],
  ] as const)('says what a check found: %j', async (found, sentence) => {
    const actions = historyActions();
    actions.verify.mockResolvedValue({ ...found, findings: [], origin: null });
    await draw(<HistoryPage state={state([row(1)])} actions={actions} />);
    await click(button('Verify'));
    expect(find('.finding').textContent).toContain(sentence);
  });

  const intact = { ok: true, entries: 148, lastHash: 'a'.repeat(64), origin: null } as const;

  it.each<[Finding, string]>([
    [
      { kind: 'gone', from: 1, to: 9, sessions: 3, firstAt: NOW, lastAt: NOW },
      'The history is missing: 3 sessions',
    ],
    [
      { kind: 'cut', from: 7, to: 9, lastAt: NOW },
      'Entries 7 to 9 are missing: the end of the history was cut off',
    ],
    [{ kind: 'older-copy', from: 9, to: 9, lastAt: NOW }, 'This is an older copy: entry 9'],
    [{ kind: 'rewritten', from: 9 }, 'Entry 9 does not match the saved checkpoint'],
    [{ kind: 'head-changed' }, 'The seal does not match'],
    [{ kind: 'beginning-moved', from: 1, to: 4 }, 'Entries 1 to 4 were removed from the beginning'],
    [{ kind: 'key-exchanged', to: 9 }, 'The key was replaced'],
    [{ kind: 'key-gone', to: 9 }, 'The key of the seal is missing. Entries up to number 9'],
    [{ kind: 'checkpoint-gone' }, 'The checkpoint is missing'],
    [{ kind: 'checkpoint-changed' }, 'The checkpoint was changed'],
    [{ kind: 'witness-gone', to: 9 }, 'The key and the checkpoint are missing'],
    [{ kind: 'unsealed', from: 9, to: 9 }, 'Entry 9 has no seal'],
    [{ kind: 'export-cut', from: 8, to: 9, lastAt: NOW }, 'Entries 8 to 9 are in the export of'],
    [{ kind: 'export-differs', to: 9, lastAt: NOW }, 'Entry 9 differs from the export of'],
  ])('does not call a chain intact that fits in itself only: %j', async (finding, sentence) => {
    const actions = historyActions();
    actions.verify.mockResolvedValue({ ...intact, findings: [finding] });
    await draw(<HistoryPage state={state([row(1)])} actions={actions} />);
    await click(button('Verify'));
    expect(find('.finding-broken').textContent).toContain(sentence);
    expect(text()).not.toContain('intact');
  });

  it.each<[Finding, string]>([
    [{ kind: 'no-witness' }, 'its end cannot be verified'],
    [{ kind: 'not-sealed', from: 9, to: 9 }, 'Entry 9 could not be sealed when it was written'],
    [
      { kind: 'clock-set-back', from: 6, to: 6, firstAt: NOW, lastAt: NOW - DAY },
      'clock was set back before entry 6',
    ],
    [{ kind: 'export-dropped', to: 9, lastAt: NOW }, 'has since been deleted by age'],
    [{ kind: 'export-changed', from: 3 }, 'The file was changed after it was exported: its entry 3'],
  ])('says beside an intact chain: %j', async (finding, sentence) => {
    const actions = historyActions();
    actions.verify.mockResolvedValue({ ...intact, findings: [finding] });
    await draw(<HistoryPage state={state([row(1)])} actions={actions} />);
    await click(button('Verify'));
    expect(find('.finding-intact').textContent).toContain('148 entries, chain intact');
    expect(find('.finding-caution').textContent).toContain(sentence);
  });

  it('says when the key was created, and what is older', async () => {
    const actions = historyActions();
    actions.verify.mockResolvedValue({ ...intact, findings: [], origin: { since: NOW, after: 40 } });
    await draw(<HistoryPage state={state([row(1)])} actions={actions} />);
    await click(button('Verify'));
    expect(find('.finding-intact').textContent).toMatch(
      /The key is new since .*: earlier entries, up to number 40, cannot be verified/,
    );
  });

  it('keeps showing what was noticed, and calls no chain intact after that', async () => {
    const notes = [{ noticedAt: NOW, finding: { kind: 'gone', to: 9, from: 1 } as const }];
    const record = { hasWitness: true, notes, exported: null, jumpMs: 0 };
    await draw(<HistoryPage state={state([row(1)], { record })} actions={historyActions()} />);
    expect(find('.finding-broken').textContent).toMatch(/^Detected .*: The history is missing/);
    await click(button('Verify'));
    expect(text()).toContain('148 entries, no new findings since');
    expect(text()).not.toContain('intact');
  });

  it('says that a clock is ahead and nothing is deleted meanwhile, unless nothing is deleted anyway', async () => {
    const record = { hasWitness: true, notes: [], exported: null, jumpMs: 730 * DAY };
    await draw(<HistoryPage state={state([row(1)], { record })} actions={historyActions()} />);
    expect(find('.finding-caution').textContent).toContain('clock is 730 days ahead');
    await draw(
      <HistoryPage state={state([row(1)], { record, keepForDays: null })} actions={historyActions()} />,
    );
    expect(text()).not.toContain('ahead');
  });

  it('says what a check can and cannot prove, what was exported last, and where nothing vouches', async () => {
    const exported = { at: NOW, count: 42, seq: 42, hash: 'a'.repeat(64) };
    const record = { hasWitness: false, notes: [], exported, jumpMs: 0 };
    await draw(<HistoryPage state={state([row(1)], { record })} actions={historyActions()} />);
    expect(text()).toContain('This check detects entries that were changed');
    expect(text()).toMatch(/Last export: .*, 42 entries\./);
    expect(find('.finding-caution').textContent).toContain('no access to the key and the checkpoint');
  });

  it.each([
    ['too-large', 'larger than 64 MB'],
    ['not-json', 'is not JSON'],
    ['not-an-export', 'not an export of this extension'],
    ['nothing-to-compare', 'no entries and no checkpoint'],
  ] as const)('says why a chosen file is of no use: %s', async (reason, sentence) => {
    const actions = historyActions();
    actions.checkExport.mockResolvedValue(reason);
    await draw(<HistoryPage state={state([row(1)])} actions={actions} />);
    const input = find<HTMLInputElement>('input[type=file]');
    const file = new File(['x'], 'x.json');
    Object.defineProperty(input, 'files', { value: [file] });
    await perform(() => input.dispatchEvent(new Event('change', { bubbles: true })));
    expect(actions.checkExport).toHaveBeenCalledExactlyOnceWith(file);
    expect(find('.finding-broken').textContent).toContain(sentence);
  });

  it('does not claim anything when the check itself fails', async () => {
    const actions = historyActions();
    actions.verify.mockRejectedValue(new Error('storage is gone'));
    await draw(<HistoryPage state={state([row(1)])} actions={actions} />);
    await click(button('Verify'));
    expect(text()).not.toContain('intact');
    expect(text()).toContain('could not be read');
  });

  it('asks before a shorter time deletes sessions, and deletes nothing unless told', async () => {
    const actions = historyActions();
    await draw(<HistoryPage state={state([row(1), row(40), row(50)])} actions={actions} />);
    await choose(keepForSelect(), '30');
    expect(find('.keep-for-question').textContent).toContain(
      '2 sessions older than 30 days will be deleted.',
    );
    await click(button('Keep them'));
    expect(actions.keepFor).not.toHaveBeenCalled();
    expect(keepForSelect().value).toBe('90');
    await choose(keepForSelect(), '30');
    await click(button('Delete'));
    expect(actions.keepFor).toHaveBeenCalledExactlyOnceWith(30);
  });

  it('changes to a longer time at once, and says when that failed', async () => {
    const actions = historyActions();
    await draw(<HistoryPage state={state([row(40)])} actions={actions} />);
    await choose(keepForSelect(), 'null');
    expect(actions.keepFor).toHaveBeenCalledExactlyOnceWith(null);
    actions.keepFor.mockResolvedValue({ ok: false, failure: { code: 'unexpected-error' } });
    await choose(keepForSelect(), '365');
    expect(find('[role=alert]').textContent).toContain('Something went wrong.');
  });

  it('says that entries are missing or unreadable', async () => {
    const trouble = { since: NOW, lost: 3, reason: 'full' } as const;
    await draw(<HistoryPage state={state([], { trouble, unreadable: 2 })} actions={historyActions()} />);
    expect(find('[role=alert]').textContent).toContain('3 entries could not be saved since');
    expect(find('[role=alert]').textContent).toContain('storage for this extension is full');
    expect(text()).toContain('2 entries cannot be read and are not shown.');
  });
});
