// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ScreensPage } from '@/components/screens/ScreensPage';
import { LONGEST_NOTE } from '@/components/screens/TileNotes';
import { MAX_NOTE_LENGTH } from '@/utils/cobrowse/model';
import type { Result } from '@/utils/errors/result';
import type { ScreensActions } from '@/utils/pages/connect-screens';
import type { Quality, Screen, ScreensState, Tile } from '@/utils/screen-viewer/model';
import { NOW } from './fake-app';
import { button, clearPage, click, draw, field, find, pass, perform, press, text, type } from './page';

beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
});
afterEach(() => {
  clearPage();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const SIZE = { width: 1920, height: 1080 };
const screen = (id: string, size: Screen['size'] = SIZE): Screen => ({ id, stream: new MediaStream(), size });
const GOOD: Quality = { level: 'good', framesPerSecond: 15, ...SIZE, loss: 0 };

/** A live session whose agent was told, with one screen. */
function tile(number: number, changes: Partial<Tile> = {}): Tile {
  return {
    key: `c${number}`,
    conversationId: `c${number}`,
    phase: 'live',
    sessionId: `s${number}`,
    agentName: `Agent ${number}`,
    customerName: `Customer ${number}`,
    queueName: 'Billing',
    startedAt: NOW,
    expiresAt: NOW + 15 * 60_000,
    purpose: null,
    notice: { state: 'sent', at: NOW },
    notes: [],
    screens: [screen(`v${number}`)],
    quality: {},
    ending: null,
    failure: null,
    waitingFor: null,
    ...changes,
  };
}

const NO_PICTURE = { screens: [], startedAt: null, expiresAt: null, sessionId: null, notice: null };

const screens = (changes: Partial<ScreensState> = {}): ScreensState => ({
  page: 'watching',
  failure: null,
  practice: false,
  link: 'connected',
  tiles: [tile(1)],
  ...changes,
});

const done = (): Promise<Result<unknown>> => Promise.resolve({ ok: true, value: null });

function fakeActions() {
  return {
    end: vi.fn<ScreensActions['end']>(done),
    openSession: vi.fn<ScreensActions['openSession']>(done),
    keepTile: vi.fn<ScreensActions['keepTile']>(),
    addNote: vi.fn<ScreensActions['addNote']>(done),
    watchAgain: vi.fn<ScreensActions['watchAgain']>(done),
    removeTile: vi.fn<ScreensActions['removeTile']>(),
    notePicture: vi.fn<ScreensActions['notePicture']>(),
    tryAgain: vi.fn<ScreensActions['tryAgain']>(),
    showOtherTab: vi.fn<ScreensActions['showOtherTab']>(),
    signIn: vi.fn<ScreensActions['signIn']>(done),
    leavePractice: vi.fn<ScreensActions['leavePractice']>(done),
    openList: vi.fn<ScreensActions['openList']>(),
    openSettings: vi.fn<ScreensActions['openSettings']>(),
    copyText: vi.fn<ScreensActions['copyText']>(async () => undefined),
  };
}

async function show(state: ScreensState, actions = fakeActions()) {
  await draw(<ScreensPage state={state} actions={actions} />);
  return actions;
}

const article = (number = 1) => find(`[data-tile="c${number}"]`);
const news = () => find('p[role="status"]').textContent;

describe('a live tile', () => {
  it('names agent, customer, queue and time left, that it is view only and that the agent was told', async () => {
    await show(screens());
    for (const part of ['Agent 1', 'Customer 1 · Billing', '15:00 left', 'View only', 'Agent 1 was told at'])
      expect(text()).toContain(part);
    expect(document.title).toBe('Watching Agent 1 · Cobrowse for Genesys Cloud');
    await show(screens({ tiles: [tile(1), tile(2, { phase: 'ended', ending: 'no-picture' })] }));
    expect(document.title).toBe('Watching Agent 1 · Cobrowse for Genesys Cloud');
    await show(screens({ tiles: [tile(1, { phase: 'ended', ending: 'time-limit' })] }));
    expect(document.title).toBe('Screens · Cobrowse for Genesys Cloud');
    expect(find('article').getAttribute('aria-label')).toBe('Screen of Agent 1');
  });

  it.each([
    [{ state: 'off', at: null }, 'Agent 1 is not told: your organization switched this off', true],
    [{ state: 'pending', at: null }, 'Telling Agent 1 that you are watching…', false],
    [{ state: 'by-platform', at: null }, 'Agent 1 is told by Genesys Cloud', false],
  ] as const)('says plainly what the agent knows: %o', async (notice, sentence, marked) => {
    await show(screens({ tiles: [tile(1, { notice })] }));
    expect(text()).toContain(sentence);
    expect(document.querySelector('.tile-told-attention') !== null).toBe(marked);
  });

  it('plays each screen, and shows one of them', async () => {
    await show(screens({ tiles: [tile(1, { screens: [screen('a'), screen('b'), screen('c', null)] })] }));
    expect(document.querySelectorAll('video')).toHaveLength(3);
    expect(find('video[data-shown]').getAttribute('aria-label')).toBe('Screen 1 of Agent 1');
    // The third has no picture: a place in the offer, not a screen.
    await click(button('Screen 2 of 2'));
    expect(find('video[data-shown]').getAttribute('aria-label')).toBe('Screen 2 of Agent 1');
  });

  it.each([null, { state: 'pending', at: null } as const])(
    'covers the picture until the agent was told: %o',
    async (notice) => {
      await show(screens({ tiles: [tile(1, { notice })] }));
      expect(document.querySelector('video[data-shown]')).toBeNull();
      expect(find('.tile-status-title').textContent).toBe('Telling Agent 1…');
      expect(() => button('Fit')).toThrow();
      await show(screens());
      expect(document.querySelector('video[data-shown]')).not.toBeNull();
      expect(news()).toBe('Agent 1: picture is live');
    },
  );

  it('reports the first frame of a screen that waits unseen', async () => {
    const actions = await show(screens({ tiles: [tile(1, { screens: [screen('a', null)] })] }));
    const video = find<HTMLVideoElement>('video');
    Object.defineProperties(video, { videoWidth: { value: 640 }, videoHeight: { value: 360 } });
    await perform(() => video.dispatchEvent(new Event('loadeddata')));
    expect(actions.notePicture).toHaveBeenCalledExactlyOnceWith('c1', 'a', { width: 640, height: 360 });
  });

  it('keeps the browser’s own menu away, which would offer to save the frame', async () => {
    await show(screens());
    const event = new Event('contextmenu', { bubbles: true, cancelable: true });
    find('video').dispatchEvent(event);
    expect(event.defaultPrevented).toBe(true);
  });

  it('gives the facts of a good picture, and a sentence about a bad one', async () => {
    await show(screens({ tiles: [tile(1, { quality: { v1: GOOD } })] }));
    expect(text()).toContain('1920 × 1080, 15 frames/s, no loss');
    expect(document.querySelector('.tile-warning')).toBeNull();
    const poor: Quality = { ...GOOD, level: 'poor', loss: 0.12, framesPerSecond: 3 };
    await show(screens({ tiles: [tile(1, { quality: { v1: poor } })] }));
    expect(find('.tile-warning').textContent).toContain('Bad connection: 12% of the data is lost');
    expect(news()).toContain('Bad connection');
  });

  it('marks that little time is left, and says it once', async () => {
    await show(screens({ tiles: [tile(1, { expiresAt: NOW + 62_000 })] }));
    expect(find('.tile-left-short').textContent).toBe('1:02 left');
    await pass(3000);
    expect(news()).toBe('Agent 1: one minute left');
  });
});

describe('without a picture', () => {
  it.each<[string, Partial<Tile>, string]>([
    ['connecting', { phase: 'connecting' }, 'Connecting to Genesys Cloud…'],
    ['asking', { phase: 'asking' }, 'Asking Agent 1’s computer…'],
    ['waiting', { phase: 'waiting' }, 'Waiting for the picture…'],
    ['live', { notice: { state: 'sent', at: NOW } }, 'No screen is shared right now'],
    ['interrupted', { phase: 'interrupted' }, 'The picture has stopped'],
  ])('it says that it is %s', async (_, changes, title) => {
    await show(screens({ tiles: [tile(1, { ...NO_PICTURE, ...changes })] }));
    expect(find('.tile-status-title').textContent).toBe(title);
  });

  it('it says what may be missing after eight seconds', async () => {
    await show(screens({ tiles: [tile(1, { ...NO_PICTURE, phase: 'asking' })] }));
    expect(text()).not.toContain('Background Assistant');
    await pass(9000);
    expect(text()).toContain('Background Assistant must be running there');
  });

  it('it shows how far the start is', async () => {
    await show(screens({ tiles: [tile(1, { ...NO_PICTURE, phase: 'asking' })] }));
    expect(find('[aria-current="step"]').textContent).toBe('Agent’s computer');
    expect(find('.tile-step-done').textContent).toBe('Genesys Cloud');
  });

  it('says nothing of its quality, which was measured before it stopped', async () => {
    const quality = { v1: { ...GOOD, level: 'poor' as const } };
    await show(screens({ tiles: [tile(1, { phase: 'interrupted', quality })] }));
    expect(find('.tile-quality').textContent).toBe('');
    expect(document.querySelector('.tile-warning')).toBeNull();
  });

  it('the last picture stays while it is interrupted', async () => {
    await show(screens({ tiles: [tile(1, { phase: 'interrupted' })] }));
    expect(document.querySelector('video[data-shown]')).not.toBeNull();
    expect(find('.tile-status').className).toContain('tile-status-over-picture');
  });

  it('a failed start shows its failure, and can be tried again or dismissed', async () => {
    const failed = tile(1, {
      ...NO_PICTURE,
      phase: 'failed',
      failure: { code: 'screen-refused', apiCode: 'agent.permission.denied' },
    });
    const actions = await show(screens({ tiles: [failed] }));
    expect(text()).toContain('The agent’s role does not allow their screens to be viewed.');
    await click(button('Try again'));
    expect(actions.watchAgain).toHaveBeenCalledExactlyOnceWith(failed);
    await click(button('Dismiss'));
    expect(actions.removeTile).toHaveBeenCalledExactlyOnceWith(failed);
  });

  it('a start that another session of this agent prevents leads to that session', async () => {
    const failure = { code: 'screen-refused', subject: 'same-agent', sessionId: 's2' } as const;
    const failed = tile(1, { ...NO_PICTURE, phase: 'failed', failure });
    const actions = await show(screens({ tiles: [failed, tile(2)] }));
    await click(button('Go to session'));
    expect(document.activeElement).toBe(article(2));
    expect(actions.openSession).not.toHaveBeenCalled();
    // It has ended: nothing is in the way any more.
    actions.openSession.mockResolvedValue({ ok: false, failure: { code: 'not-found' } });
    await show(screens({ tiles: [failed] }), actions);
    await click(button('Go to session'));
    expect(actions.watchAgain).toHaveBeenCalledExactlyOnceWith(failed);
  });

  it('a start that waits says when it continues', async () => {
    const waitingFor = { code: 'rate-limited', retryAt: NOW + 5000 } as const;
    await show(screens({ tiles: [tile(1, { ...NO_PICTURE, phase: 'asking', waitingFor })] }));
    expect(text()).toContain('Retrying in 5 s');
  });
});

describe('a session that has ended', () => {
  it.each([
    ['no-picture', 'No picture came'],
    ['answered-elsewhere', 'Genesys Cloud has opened it in its own tab'],
    ['media-ended', 'The picture has ended'],
    ['page-closed', 'Session ended'],
    ['ended-by-you', 'You ended the session'],
    ['time-limit', 'Time limit reached'],
    ['conversation-over', 'Conversation ended'],
    ['ended-elsewhere', 'Session ended'],
    ['agent-not-told', 'Agent 1 could not be told'],
    ['not-allowed', 'No longer allowed'],
  ] as const)('says why: %s', async (ending, title) => {
    await show(screens({ tiles: [tile(1, { phase: 'ended', ending, screens: [] })] }));
    expect(find('.tile-status-title').textContent).toBe(title);
    expect(() => button('End')).toThrow();
    expect(text()).not.toContain('left');
  });

  it('blames the agent’s computer for a picture that never came', async () => {
    await show(screens({ tiles: [tile(1, { phase: 'ended', ending: 'no-picture', screens: [] })] }));
    expect(text()).toContain('probably has no Genesys Cloud desktop app or Background Assistant');
  });

  it('can be watched again or removed', async () => {
    const ended = tile(1, { phase: 'ended', ending: 'time-limit', screens: [] });
    const actions = await show(screens({ tiles: [ended] }));
    await click(button('Watch again'));
    expect(actions.watchAgain).toHaveBeenCalledExactlyOnceWith(ended);
    await pass(2000);
    await click(button('Remove'));
    expect(actions.removeTile).toHaveBeenCalledExactlyOnceWith(ended);
  });

  it('offers no other session where that would end the same way', async () => {
    await show(screens({ tiles: [tile(1, { phase: 'ended', ending: 'conversation-over', screens: [] })] }));
    expect(() => button('Watch again')).toThrow();
  });

  it('keeps its notes readable, and takes no more', async () => {
    const notes = [{ at: NOW + 5000, text: 'Kept' }];
    await show(screens({ tiles: [tile(1, { phase: 'ended', ending: 'time-limit', screens: [], notes })] }));
    await click(button('Notes (1)'));
    expect(find('.notes-list').textContent).toContain('0:05Kept');
    expect(document.querySelector('.notes input')).toBeNull();
  });
});

describe('ending', () => {
  it('asks, has the focus on Cancel, and takes Escape for it', async () => {
    const actions = await show(screens());
    await click(button('End'));
    expect(document.activeElement?.textContent).toBe('Cancel');
    await press('Escape');
    expect(document.activeElement?.textContent).toBe('End');
    expect(actions.end).not.toHaveBeenCalled();
  });

  it('ends the session of this tile', async () => {
    const actions = await show(screens({ tiles: [tile(1), tile(2)] }));
    await click(find(`[data-tile="c2"] .button-danger`));
    await click(button('End session'));
    expect(actions.end).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ sessionId: 's2' }));
  });

  it('shows a failure in the tile', async () => {
    const actions = fakeActions();
    actions.end.mockResolvedValue({ ok: false, failure: { code: 'unreachable' } });
    await show(screens(), actions);
    await click(button('End'));
    await click(button('End session'));
    expect(find('article [role="alert"]').textContent).toContain('cannot be reached');
  });

  it('cancels a start that has no session yet, at once', async () => {
    const starting = tile(1, { ...NO_PICTURE, phase: 'connecting' });
    const actions = await show(screens({ tiles: [starting, tile(2)] }));
    await click(find('[data-tile="c1"] .button-danger'));
    expect(actions.end).toHaveBeenCalledExactlyOnceWith(starting);
    await click(button('End all'));
    await click(button('End 2 sessions'));
    expect(actions.end).toHaveBeenCalledTimes(3);
  });

  it('of all asks first, and takes Escape for Cancel', async () => {
    const actions = await show(screens({ tiles: [tile(1), tile(2)] }));
    await click(button('End all'));
    await press('Escape');
    expect(document.activeElement?.textContent).toBe('End all');
    expect(actions.end).not.toHaveBeenCalled();
  });

  it('of all asks first', async () => {
    const actions = await show(screens({ tiles: [tile(1), tile(2)] }));
    await click(button('End all'));
    expect(document.activeElement?.textContent).toBe('Cancel');
    await click(button('End 2 sessions'));
    expect(actions.end.mock.calls.map(([ended]) => ended.sessionId)).toEqual(['s1', 's2']);
  });
});

describe('picture in picture', () => {
  it('closes when the picture is covered again, because the agent must be told', async () => {
    const exitPictureInPicture = vi.fn(async () => undefined);
    await show(screens());
    Object.assign(document, { pictureInPictureElement: find('video'), exitPictureInPicture });
    await perform(() => find('video').dispatchEvent(new Event('enterpictureinpicture', { bubbles: true })));
    expect(exitPictureInPicture).not.toHaveBeenCalled();
    await show(screens({ tiles: [tile(1, { notice: { state: 'pending', at: null } })] }));
    expect(exitPictureInPicture).toHaveBeenCalledTimes(1);
    Object.assign(document, { pictureInPictureElement: null });
  });
});

describe('notes', () => {
  it('get the letters that follow their key at once', async () => {
    await show(screens());
    for (let time = 1; time <= 2; time += 1) {
      article().focus();
      await press('n');
      expect(document.activeElement).toBe(find('.notes input'));
    }
  });

  it('can be as long as the background accepts', () => {
    expect(LONGEST_NOTE).toBe(MAX_NOTE_LENGTH);
  });

  it('keep the second at which they were begun, not that at which they were finished', async () => {
    const actions = await show(screens());
    await click(button('Notes'));
    await pass(5000);
    await type(find('.notes input'), 'Op');
    expect(text()).toContain('at 0:05');
    await pass(7000);
    await type(find('.notes input'), 'Opens the wrong record');
    await perform(() => find('form').dispatchEvent(new Event('submit', { bubbles: true, cancelable: true })));
    expect(actions.addNote).toHaveBeenCalledExactlyOnceWith('s1', 'Opens the wrong record', NOW + 5000);
    expect(find<HTMLInputElement>('.notes input').value).toBe('');
  });

  it('that could not be saved stay in the field', async () => {
    const actions = fakeActions();
    actions.addNote.mockResolvedValue({ ok: false, failure: { code: 'unexpected-error' } });
    await show(screens(), actions);
    await click(button('Notes'));
    await type(find('.notes input'), 'Text');
    await perform(() => find('form').dispatchEvent(new Event('submit', { bubbles: true, cancelable: true })));
    expect(find<HTMLInputElement>('.notes input').value).toBe('Text');
    expect(find('.notes-failure').textContent).toContain('The note is still here.');
  });

  it('are opened by N with the focus in the field, and closed by Escape with the focus on the tile', async () => {
    await show(screens());
    article().focus();
    await press('n');
    await pass(10);
    expect(document.activeElement?.tagName).toBe('INPUT');
    // A letter in the field is a letter.
    await press('f');
    await press('Escape');
    expect(document.activeElement).toBe(article());
    expect(document.querySelector('.notes')).toBeNull();
  });

  describe('half written when the session ends', () => {
    const ended = (number = 1) => tile(number, { phase: 'ended', ending: 'ended-by-you' });
    const submit = () =>
      perform(() => find('form').dispatchEvent(new Event('submit', { bubbles: true, cancelable: true })));

    it('can still be added to that session, and keeps its tile', async () => {
      const actions = await show(screens());
      await click(button('Notes'));
      await pass(5000);
      await type(find('.notes input'), 'Half');
      expect(actions.keepTile.mock.calls).toEqual([['c1', true]]);
      await show(screens({ tiles: [ended()] }), actions);
      expect(find<HTMLInputElement>('.notes input').value).toBe('Half');
      expect(field('Not added yet at 0:05')).toBe(find('.notes input'));
      await submit();
      expect(actions.addNote).toHaveBeenCalledExactlyOnceWith('s1', 'Half', NOW + 5000);
      expect(find('.notes-list').textContent).toContain('Half');
      expect(document.querySelector('.notes input')).toBeNull();
      expect(actions.keepTile.mock.calls).toEqual([
        ['c1', true],
        ['c1', false],
      ]);
    });

    it('belongs to that session, even if another one has begun', async () => {
      const actions = await show(screens());
      await click(button('Notes'));
      await type(find('.notes input'), 'About the first');
      await show(screens({ tiles: [ended()] }), actions);
      await show(screens({ tiles: [tile(1, { sessionId: 's9' })] }), actions);
      await submit();
      expect(actions.addNote).toHaveBeenCalledExactlyOnceWith('s1', 'About the first', NOW);
      expect(find('.notes-list').textContent).not.toContain('About the first');
    });
  });

  it('that are half written stay when the notes are closed', async () => {
    await show(screens());
    await click(button('Notes'));
    await type(find('.notes input'), 'Half');
    await click(button('Close notes'));
    await click(button('Notes'));
    expect(find<HTMLInputElement>('.notes input').value).toBe('Half');
  });

  it('name their field', async () => {
    await show(screens());
    await click(button('Notes'));
    expect(field('New note')).toBe(find('.notes input'));
  });
});

describe('keys', () => {
  it('choose a screen by its number', async () => {
    await show(screens({ tiles: [tile(1, { screens: [screen('a'), screen('b')] })] }));
    article().focus();
    await press('2');
    expect(button('Screen 2 of 2').getAttribute('aria-pressed')).toBe('true');
    await press('4');
    expect(button('Screen 2 of 2').getAttribute('aria-pressed')).toBe('true');
  });

  it('zoom in, out and back', async () => {
    await show(screens());
    article().focus();
    expect(button('Fit').getAttribute('aria-pressed')).toBe('true');
    await press('+');
    expect(button('Fit').getAttribute('aria-pressed')).toBe('false');
    expect(find('.stage-area').getAttribute('tabindex')).toBe('0');
    await press('0');
    expect(button('Fit').getAttribute('aria-pressed')).toBe('true');
    expect(find('.stage-area').hasAttribute('tabindex')).toBe(false);
  });

  it('go from tile to tile, and show one large', async () => {
    await show(screens({ tiles: [tile(1), tile(2), tile(3)] }));
    expect(document.activeElement).toBe(article(1));
    await press('ArrowRight');
    expect(document.activeElement).toBe(article(2));
    await press('Enter');
    expect(article(2).className).toContain('tile-large');
    expect(article(1).className).toContain('tile-small');
    await press('ArrowDown');
    expect(article(3).className).toContain('tile-large');
    await press('Escape');
    expect(article(3).className).toContain('tile-medium');
  });

  it('go the other way where reading does', async () => {
    document.documentElement.style.direction = 'rtl';
    await show(screens({ tiles: [tile(1), tile(2)] }));
    article(1).style.direction = 'rtl';
    await press('ArrowRight');
    expect(document.activeElement).toBe(article(1));
    await press('ArrowLeft');
    expect(document.activeElement).toBe(article(2));
    document.documentElement.style.direction = '';
  });

  it('with a modifier belong to the browser', async () => {
    await show(screens());
    article().focus();
    await perform(() =>
      article().dispatchEvent(
        new KeyboardEvent('keydown', { key: '0', ctrlKey: true, bubbles: true, cancelable: true }),
      ),
    );
    expect(button('Fit').getAttribute('aria-pressed')).toBe('true');
    await perform(() =>
      article().dispatchEvent(
        new KeyboardEvent('keydown', { key: 'n', metaKey: true, bubbles: true, cancelable: true }),
      ),
    );
    expect(document.querySelector('.notes')).toBeNull();
  });
});

describe('what changes is said', () => {
  it('when a screen is added or removed, in the tile and aloud', async () => {
    await show(screens());
    await show(screens({ tiles: [tile(1, { screens: [screen('v1'), screen('v2')] })] }));
    expect(find('.tile-toast').textContent).toBe('Screen 2 added');
    expect(news()).toBe('Agent 1: Screen 2 added');
    await show(screens());
    expect(news()).toBe('Agent 1: Screen 2 removed');
    await pass(7000);
    expect(document.querySelector('.tile-toast')).toBeNull();
  });

  it('but not that a screen of the first offer has its first frame a little later', async () => {
    await show(screens({ tiles: [tile(1, { screens: [screen('v1'), screen('v2', null)] })] }));
    await show(screens({ tiles: [tile(1, { screens: [screen('v1'), screen('v2')] })] }));
    expect(document.querySelector('.tile-toast')).toBeNull();
  });

  it('when the picture comes, stops and returns, and when the session ends', async () => {
    await show(screens({ tiles: [tile(1, { ...NO_PICTURE, phase: 'waiting' })] }));
    await show(screens({ tiles: [tile(1, { notice: { state: 'pending', at: null } })] }));
    expect(news()).toBe('Agent 1: Telling Agent 1…');
    await show(screens());
    expect(news()).toBe('Agent 1: picture is live');
    await show(screens({ tiles: [tile(1, { phase: 'interrupted' })] }));
    expect(news()).toBe('Agent 1: The picture has stopped');
    await show(screens());
    expect(news()).toBe('Agent 1: the picture is back');
    await show(screens({ tiles: [tile(1, { phase: 'ended', ending: 'time-limit', screens: [] })] }));
    expect(news()).toBe('Agent 1: Time limit reached The session ended at its time limit.');
  });

  it('through one polite region', async () => {
    await show(screens({ tiles: [tile(1), tile(2), tile(3, { ...NO_PICTURE, phase: 'asking' })] }));
    expect(document.querySelectorAll('[role="status"], [aria-live]')).toHaveLength(1);
  });
});

describe('the connection', () => {
  it.each([
    ['reconnecting', 'Connection to Genesys Cloud lost. Reconnecting…'],
    ['unreachable', 'Genesys Cloud cannot be reached. Retrying…'],
    ['offline', 'This computer is offline'],
  ] as const)('%s is said above the tiles, and that pictures continue', async (link, sentence) => {
    await show(screens({ link }));
    expect(find('.screens-link').textContent).toContain(sentence);
    expect(find('.screens-link').textContent).toContain('Pictures that are already open continue.');
    expect(news()).toBe(sentence);
  });

  it('can be tried now', async () => {
    const actions = await show(screens({ link: 'unreachable' }));
    await click(button('Try now'));
    expect(actions.tryAgain).toHaveBeenCalledTimes(1);
  });
});

describe('the page', () => {
  it('says that there is nothing to watch, and leads to the list', async () => {
    const actions = await show(screens({ page: 'nothing', tiles: [] }));
    expect(text()).toContain('Nothing to watch');
    await click(button('Open the list'));
    expect(actions.openList).toHaveBeenCalledTimes(1);
  });

  it('names nobody and offers no layout while another tab shows the screens', async () => {
    await show(screens({ page: 'elsewhere', tiles: [tile(1), tile(2)] }));
    expect(document.title).toBe('Screens · Cobrowse for Genesys Cloud');
    expect(text()).not.toContain('Watching');
    expect(() => button('Side by side')).toThrow();
    expect(document.querySelector('.screens-layout')).toBeNull();
  });

  it('leads to the tab that shows the screens', async () => {
    const actions = await show(screens({ page: 'elsewhere', tiles: [] }));
    await click(button('Go to that tab'));
    expect(actions.showOtherTab).toHaveBeenCalledTimes(1);
  });

  it('offers to sign in, and tries again afterwards', async () => {
    const actions = await show(screens({ page: 'signed-out', tiles: [], failure: { code: 'signed-out' } }));
    await click(button('Sign in'));
    expect(actions.signIn).toHaveBeenCalledTimes(1);
    expect(actions.tryAgain).toHaveBeenCalledTimes(1);
  });

  it('shows why it has no access', async () => {
    const actions = await show(screens({ page: 'failed', tiles: [], failure: { code: 'unexpected-error' } }));
    expect(find('[role="alert"]').textContent).not.toBe('');
    await click(find('.failure-actions button'));
    expect(actions.tryAgain).toHaveBeenCalledTimes(1);
  });

  it('says that it is practice', async () => {
    await show(screens({ practice: true }));
    expect(text()).toContain('Practice mode: nobody here is real.');
  });

  it('shortens names at their own end, whichever way the page is read', async () => {
    await show(screens());
    for (const name of ['h1', 'h2', '.tile-names p'])
      expect(find(`${name} > bdi.ellipsis`).parentElement?.className).toBe('');
  });

  it('stands names of a hundred characters', async () => {
    const name = 'Maximiliana '.repeat(9).trim();
    await show(screens({ tiles: [tile(1, { agentName: name, customerName: name, queueName: name })] }));
    expect(find('h2').getAttribute('title')).toBe(name);
  });
});
