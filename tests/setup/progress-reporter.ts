import type { Reporter, TestCase, TestModule, TestSpecification } from 'vitest/node';

/** Milliseconds between two lines if the output is not a terminal. */
const EVERY_MS = 15_000;

/** Output and clock; replaced in tests. */
type Surroundings = { write: (text: string) => void; isTerminal: boolean; now: () => number };

/**
 * Shows the progress of a run of many small tests: one line that is overwritten in a terminal,
 * otherwise a line now and then. Other reporters show failures.
 */
export default class ProgressReporter implements Reporter {
  readonly #surroundings: Surroundings;
  #files = 0;
  #doneFiles = 0;
  #passed = 0;
  #failed = 0;
  #lastAt = 0;

  constructor(surroundings?: Partial<Surroundings>) {
    // Vitest passes its own options to the constructor; ours are not among them.
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
