import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse, parseDocument } from 'yaml';
import { findFiles, ROOT } from '../find-files';

type Step = {
  name?: string;
  uses?: string;
  run?: string;
  if?: string;
  with?: Record<string, unknown>;
  env?: Record<string, string>;
};
type Job = {
  uses?: string;
  if?: string;
  needs?: string;
  environment?: string;
  permissions?: Record<string, string>;
  'timeout-minutes'?: number;
  strategy?: { matrix: { os: string[] } };
  steps?: Step[];
};
type Workflow = {
  on: Record<string, { inputs?: Record<string, { default: unknown }> } | null>;
  permissions?: Record<string, string>;
  concurrency?: { group: string };
  jobs: Record<string, Job>;
};

const read = (file: string) => readFileSync(`${ROOT}/${file}`, 'utf8');
const FILES = findFiles('.github/workflows/*').sort();
const workflows = Object.fromEntries(
  FILES.map((file) => [path.posix.basename(file, '.yml'), parse(read(file)) as Workflow]),
);
const jobs = Object.entries(workflows).flatMap(([workflow, { jobs }]) =>
  Object.entries(jobs).map(([name, job]) => ({ name: `${workflow}/${name}`, job })),
);
const steps = jobs.flatMap(({ name, job }) => (job.steps ?? []).map((step) => ({ job: name, step })));
const commands = steps.flatMap(({ job, step }) => (step.run === undefined ? [] : [{ job, run: step.run }]));

/** The steps that `npm test -- …` takes. */
const TEST_STEPS = [
  ...(/^const STEPS[\s\S]*?^};/m.exec(read('tests/setup/test-run.ts'))?.[0] ?? '').matchAll(
    /^ {2}(\w+): \{/gm,
  ),
].map(([, name]) => name);
/** The steps that `.ci/run …` takes beyond those. */
const MORE_STEPS = [...read('.ci/run').matchAll(/^ {4}(\w+)\) run_\w+ ;;$/gm)].map(([, name]) => name);

describe('the workflows', () => {
  it('are those that are checked here', () => {
    expect(FILES).toEqual(['audit', 'release', 'validate'].map((name) => `.github/workflows/${name}.yml`));
    expect(jobs.length).toBeGreaterThan(9);
    expect(commands.length).toBeGreaterThan(15);
  });

  it.each([...FILES, '.github/dependabot.yml'])('%s is YAML without an error or a double key', (file) => {
    const document = parseDocument(read(file), { strict: true, uniqueKeys: true });
    expect([...document.errors, ...document.warnings].map(String)).toEqual([]);
  });

  it.each(FILES)('%s takes each action by its commit, with the version beside it', (file) => {
    const uses = read(file)
      .split('\n')
      .filter((line) => /^\s*(?:- )?uses:/.test(line));
    expect(uses.length).toBeGreaterThan(1);
    for (const line of uses)
      expect(line).toMatch(
        /uses: (?:[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+|\.\/\.github\/workflows\/\w+\.yml)$/,
      );
  });

  it('take the same commit of an action everywhere, and call files that are there', () => {
    const used = [...steps.map(({ step }) => step.uses), ...jobs.map(({ job }) => job.uses)].filter(
      (uses) => uses !== undefined,
    );
    const actions = new Set(used.filter((uses) => uses.includes('@')));
    expect(new Set([...actions].map((action) => action.split('@', 1)[0])).size).toBe(actions.size);
    for (const file of used.filter((uses) => !uses.includes('@')))
      expect(existsSync(path.join(ROOT, file))).toBe(true);
  });

  it.each(Object.entries(workflows))(
    '%s grants nothing beyond reading, except where named',
    (_name, workflow) => {
      expect(workflow.permissions).toBeDefined();
      expect([{}, { contents: 'read' }]).toContainEqual(workflow.permissions);
      expect(workflow.concurrency?.group).toContain('github.ref');
    },
  );

  it('write only in the job that signs, which runs no code of the project or of packages', () => {
    const writing = jobs.filter(({ job }) => Object.values(job.permissions ?? {}).includes('write'));
    expect(writing.map(({ name }) => name)).toEqual(['release/sign']);
    expect(writing[0]?.job.permissions).toEqual({
      contents: 'write',
      'id-token': 'write',
      attestations: 'write',
    });
    for (const { job, run } of commands)
      if (job === 'release/sign') expect(run).toMatch(/^(?:sha256sum|gh) /);
  });

  it('end by themselves, and show no credentials to what they run', () => {
    for (const { name, job } of jobs) if (!job.uses) expect(job['timeout-minutes'], name).toBeGreaterThan(0);
    const checkouts = steps.filter(({ step }) => step.uses?.startsWith('actions/checkout@'));
    expect(checkouts.length).toBeGreaterThan(7);
    for (const { job, step } of checkouts) expect(step.with?.['persist-credentials'], job).toBe(false);
  });

  it('put no expression into a script, where its text would be run', () => {
    for (const { job, run } of commands) expect(run, job).not.toContain('${{');
  });

  it('ask only what GitHub knows in their conditions', () => {
    const conditions = [...steps.map(({ step }) => step.if), ...jobs.map(({ job }) => job.if)];
    const calls = conditions.flatMap((text) =>
      [...(text ?? '').matchAll(/(\w+)\(/g)].map(([, name]) => name),
    );
    expect(calls).toContain('cancelled');
    expect(
      calls.filter((name) => !['always', 'cancelled', 'failure', 'success'].includes(name ?? '')),
    ).toEqual([]);
  });
});

describe('the commands of the workflows', () => {
  it('are npm scripts that exist', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const named = commands.flatMap(({ run }) =>
      [...run.matchAll(/npm run ([\w:-]+)/g)].map(([, name = '']) => name),
    );
    expect(named).toContain('release');
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });

  it('are steps of .ci/run and npm test that exist', () => {
    expect(TEST_STEPS).toEqual(['lint', 'unit', 'chromium', 'firefox']);
    expect(MORE_STEPS).toEqual(['builds', 'demo']);
    for (const { run } of commands) {
      const [, ci] = /^\.ci\/run (\w+)$/.exec(run) ?? [];
      const [, test] = /^npm test -- (\w+)$/.exec(run) ?? [];
      if (run.startsWith('.ci/run')) expect([...TEST_STEPS, ...MORE_STEPS]).toContain(ci);
      if (run.startsWith('npm test')) expect(TEST_STEPS).toContain(test);
    }
  });

  it('of Validate are together all that .ci/run does, and unit tests on three systems', () => {
    const run = commands
      .filter(({ job }) => job.startsWith('validate/'))
      .flatMap((command) => /^(?:\.ci\/run|npm test --) (\w+)$/.exec(command.run)?.[1] ?? []);
    expect(run.sort()).toEqual([...TEST_STEPS, ...MORE_STEPS].sort());
    expect(workflows.validate?.jobs.unit?.strategy?.matrix.os).toEqual([
      'ubuntu-latest',
      'windows-latest',
      'macos-latest',
    ]);
  });
});

describe('a release', () => {
  const release = workflows.release;

  it('runs Validate first, and each job needs the one before it', () => {
    expect(release?.jobs.validate?.uses).toBe('./.github/workflows/validate.yml');
    expect(workflows.validate?.on).toHaveProperty('workflow_call');
    expect(['package', 'sign', 'submit'].map((name) => release?.jobs[name]?.needs)).toEqual([
      'validate',
      'package',
      'sign',
    ]);
  });

  it('is a dry run unless somebody says otherwise, by hand and on a tag', () => {
    expect(release?.on.workflow_dispatch?.inputs?.['dry-run']?.default).toBe(true);
    const condition = release?.jobs.sign?.if;
    expect(condition).toContain("github.event_name == 'workflow_dispatch' && github.ref_type == 'tag'");
    expect(condition).toContain('&& !inputs.dry-run');
  });

  it('gives secrets to one step only, in a job that waits for approval', () => {
    const withSecrets = steps.filter(({ step }) => JSON.stringify(step).includes('secrets.'));
    expect(withSecrets.map(({ job, step }) => `${job}: ${step.name}`)).toEqual(['release/submit: Submit']);
    expect(FILES.map((file) => read(file).match(/\bsecrets(?:\.\w|\[)/g)?.length ?? 0)).toEqual([
      0,
      Object.values(withSecrets[0]?.step.env ?? {}).filter((value) => value.includes('secrets.')).length,
      0,
    ]);
    expect(release?.jobs.submit?.environment).toBe('stores');
  });

  it('submits the packages that the release command prepares', () => {
    const kinds = /const PACKAGES = \[([^\]]+)\]/.exec(read('tests/release/release.ts'))?.[1] ?? '';
    const submitted = steps.find(({ step }) => step.name === 'Submit')?.step.run;
    for (const [, kind] of kinds.matchAll(/'(\w+)'/g)) expect(submitted).toContain(`release/*-${kind}.zip`);
    expect(kinds).toContain('firefox');
  });
});

it('Dependencies and actions are kept up to date, in groups.', () => {
  const { updates } = parse(read('.github/dependabot.yml')) as {
    updates: { 'package-ecosystem': string; groups: object; schedule: { interval: string } }[];
  };
  expect(updates.map((update) => update['package-ecosystem'])).toEqual(['npm', 'github-actions']);
  for (const { groups, schedule } of updates) {
    expect(Object.keys(groups).length).toBeGreaterThan(0);
    expect(schedule.interval).toBe('weekly');
  }
});
