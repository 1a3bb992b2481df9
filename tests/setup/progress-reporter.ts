import type { Reporter, TestCase, TestModule, TestSpecification } from 'vitest/node';

/** Milliseconds between two lines where the output is not a terminal. */
const EVERY_MS = 15_000;

/** Where the lines go, and when it is; replaced in tests. */
type Surroundings = { write: (text: string) => void; isTerminal: boolean; now: () => number };

/**
 * Says how far a run of many small tests has come: one line that is written over in a terminal, and
 * elsewhere one line in a while. Failures are for the other reporters to tell.
 */
export default class ProgressReporter implements Reporter {
  readonly #surroundings: Surroundings;
  #files = 0;
  #doneFiles = 0;
  #passed = 0;
  #failed = 0;
  #lastAt = 0;

  constructor(surroundings?: Partial<Surroundings>) {
    // Vitest passes its own options to the constructor; none of ours is among them.
    this.#surroundings = {
      write: (text) => process.stdout.write(text),
      isTerminal: process.stdout.isTTY === true,
      now: () => performance.now(),
      ...surroundings,
    };
  }

  onTestRunStart(specifications: ReadonlyArray<TestSpecification>): void {
    this.#files = specifications.length;
    this.#lastAt = this.#surroundings.now();
  }

  onTestCaseResult(test: TestCase): void {
    const { state } = test.result();
    if (state === 'passed') this.#passed += 1;
    if (state === 'failed') this.#failed += 1;
  }

  onTestModuleEnd(_module: TestModule): void {
    this.#doneFiles += 1;
    const { write, isTerminal, now } = this.#surroundings;
    const isLast = this.#doneFiles === this.#files;
    if (!isTerminal && !isLast && now() - this.#lastAt < EVERY_MS) return;
    this.#lastAt = now();
    const line = `${this.#doneFiles} of ${this.#files} files: ${this.#passed} passed, ${this.#failed} failed`;
    write(isTerminal ? `\r\u001b[2K${line}${isLast ? '\n' : ''}` : `${line}\n`);
  }
}
