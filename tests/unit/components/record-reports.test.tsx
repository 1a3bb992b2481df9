// @vitest-environment happy-dom
import { afterEach, expect, it } from 'vitest';
import { RecordReports } from '@/components/options/RecordReports';
import type { RecordReport } from '@/utils/storage/kept-records';
import { appActions } from './fake-app';
import { button, clearPage, click, draw, text } from './page';

afterEach(clearPage);

/** Draws the reports, as the background gives them. */
async function drawReports(...reports: Partial<RecordReport>[]) {
  const actions = appActions();
  actions.reviewRecords.mockResolvedValue({
    ok: true,
    value: reports.map((report) => ({
      name: 'settings',
      isNewer: false,
      lost: [],
      kept: [],
      hasCopy: true,
      ...report,
    })),
  });
  await draw(<RecordReports actions={actions} />);
  return actions;
}

it('says nothing where everything could be read, or where the background does not answer', async () => {
  const actions = await drawReports();
  expect(text()).toBe('');
  actions.reviewRecords.mockResolvedValue({ ok: false, failure: { code: 'unexpected-error' } });
  clearPage();
  await draw(<RecordReports actions={actions} />);
  expect(text()).toBe('');
});

it('names each setting that was lost, what holds now, and each that was kept', async () => {
  await drawReports({
    lost: ['environment', 'session.timeoutInMinutes', 'history'],
    kept: ['signIn.method', 'signIn.clientId', 'invite.notice'],
  });
  expect(text()).toContain('Region or host: now not set. Choose it again.');
  expect(text()).toContain('Time limit: now 15 minutes.');
  expect(text()).toContain('History retention: now forever, until you choose again.');
  expect(text()).toContain('Kept: Sign-in method, Client ID, Notice.');
  expect(text()).toContain('A copy of the stored data is kept on this computer.');
});

it('names every setting of a group that was lost as a whole', async () => {
  await drawReports({ lost: ['session'], kept: ['signIn.clientId'] });
  expect(text()).toContain('Control: now view only.');
  expect(text()).toContain('Time limit: now 15 minutes.');
  expect(text()).toContain('Kept: Client ID.');
});

it('says that everything has to be set again where nothing could be read', async () => {
  await drawReports({ lost: [''] });
  expect(text()).toContain('Could not be read. Set up region and sign-in again.');
  expect(text()).not.toContain('Kept:');
});

it('does not call the set-up of a newer version damaged where all of it can be used', async () => {
  await drawReports({ isNewer: true, kept: ['signIn.clientId'] });
  expect(text()).toContain('Your saved data is from a newer version');
  expect(text()).toContain('Settings that this version does not know are kept.');
  expect(text()).not.toContain('could not be read');
});

it('counts the entries of a list, and makes no copy of a secret', async () => {
  await drawReports(
    { name: 'pinned-agents', lost: ['1'], kept: ['0', '1'] },
    { name: 'remembered-client-secret', lost: [''], hasCopy: false },
  );
  expect(text()).toContain('2 of 3 kept.');
  expect(text()).toContain('Client secretCould not be read. Enter it again.');
  expect(text()).toContain('Secrets are not copied.');
});

it('has a name for each item on disk', async () => {
  const names = [
    'obeyed-policy',
    'remembered-client-secret',
    'signed-out',
    'visible-sign-in',
    'pinned-agents',
    'cobrowse-services',
    'desktop-script',
  ];
  await drawReports(...names.map((name) => ({ name, lost: [''] })));
  for (const name of names) expect(text()).not.toContain(name);
});

it('disappears when dismissed, and does not return', async () => {
  const actions = await drawReports({ lost: ['environment'] });
  await click(button('Dismiss'));
  expect(text()).toBe('');
  expect(actions.dismissRecordReports).toHaveBeenCalledTimes(1);
});
