import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { AGENT_PERMISSION, PERMISSIONS } from '@/utils/genesys-cloud/grants';
import { SCOPES } from '@/utils/genesys-cloud/scopes';
import { policySchema } from '@/utils/settings/policy';
import { COBROWSE_SERVICES } from '@/utils/settings/settings';

const guide = await readFile('docs/administrators.md', 'utf8');

/** The names in the first column of the table with this heading, and what the row says of them. */
function rowsOf(heading: string): { names: string[]; about: string }[] {
  const [, table = ''] = guide.split(`\n| ${heading} |`);
  const lines = (table.split('\n\n')[0] ?? '').split('\n').slice(2);
  return lines.map((line) => {
    const [, first = '', about = ''] = line.split(' | ').flatMap((cell) => cell.split(/^\| /));
    return {
      names: [...first.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name),
      about: about || (line.split(' | ')[1] ?? ''),
    };
  });
}

describe('the administrators’ guide', () => {
  it.each([
    ['scope', SCOPES.map((scope) => ({ ...scope, names: [scope.name] }))],
    ['permission', PERMISSIONS],
  ] as const)(
    'lists every %s that the extension can use, no other, and which are optional',
    (heading, grants) => {
      const rows = rowsOf(`${heading} | needed for`);
      const listed = rows.flatMap(({ names }) => names).sort();
      expect(listed).toEqual(grants.flatMap(({ names }) => names).sort());
      for (const { name, optional = false, screenNeedsItTo } of grants) {
        const about = rows.find(({ names }) => names.includes(name))?.about ?? '';
        expect(about.startsWith('optional'), name).toBe(optional);
        expect(about.includes('required with Live Screen Monitoring'), name).toBe(
          screenNeedsItTo !== undefined,
        );
      }
    },
  );

  it('names what the agents need', () => {
    expect(guide).toContain(`\`${AGENT_PERMISSION}\``);
  });

  it('lists every value of a policy, and every service', () => {
    const keys = rowsOf('key | meaning').flatMap(({ names }) => names);
    expect([...new Set(keys)].sort()).toEqual(Object.keys(policySchema.shape).sort());
    const [, services = ''] = /\| `cobrowseService` \| (.+) \|/.exec(guide) ?? [];
    expect([...services.matchAll(/`(\w+)`/g)].map(([, name]) => name)).toEqual([...COBROWSE_SERVICES]);
  });
});
