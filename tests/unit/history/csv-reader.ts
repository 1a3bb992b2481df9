/** How a program reads a file of cells. */
export type Dialect = {
  separator: string;
  /** What cells are put in; `null` where quotes mean nothing. */
  quote: '"' | "'" | null;
  /** How a quote is written inside quotes. */
  quoteEscape: 'doubled' | 'backslash';
  /** What ends a line, outside quotes. */
  lineBreak: RegExp;
  /** Whether blanks in front of a quote are skipped. */
  trims: boolean;
};

/** RFC 4180, as the file is written. */
export const RFC_4180: Dialect = {
  separator: ',',
  quote: '"',
  quoteEscape: 'doubled',
  lineBreak: /\r\n/,
  trims: false,
};

/**
 * Reads a file in a dialect, as tolerantly as spreadsheets do: text after a closing quote belongs
 * to the cell, an unclosed quote ends with the file.
 */
export function readCells(text: string, dialect: Dialect): string[][] {
  const { separator, quote, quoteEscape, trims } = dialect;
  const lineBreak = new RegExp(dialect.lineBreak.source, 'yu');
  const lines: string[][] = [];
  let line: string[] = [];
  let cell = '';
  let quoted = false;
  let isBeginning = true;

  function endCell() {
    line.push(cell);
    cell = '';
    isBeginning = true;
  }

  for (let at = 0; at < text.length; ) {
    const char = text[at] ?? '';
    lineBreak.lastIndex = at;
    const breaks = quoted ? null : lineBreak.exec(text);
    if (quoted) {
      const next = text[at + 1];
      if (quoteEscape === 'backslash' && char === '\\' && next !== undefined) {
        cell += next;
        at += 2;
      } else if (char === quote && quoteEscape === 'doubled' && next === quote) {
        cell += quote;
        at += 2;
      } else {
        if (char === quote) quoted = false;
        else cell += char;
        at += 1;
      }
    } else if (breaks) {
      endCell();
      lines.push(line);
      line = [];
      at += breaks[0].length;
    } else if (char === separator) {
      endCell();
      at += 1;
    } else if (char === quote && isBeginning) {
      quoted = true;
      isBeginning = false;
      at += 1;
    } else {
      cell += char;
      if (!(trims && /\s/.test(char))) isBeginning = false;
      at += 1;
    }
  }
  if (cell !== '' || line.length > 0) {
    endCell();
    lines.push(line);
  }
  return lines;
}
