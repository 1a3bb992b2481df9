import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { crc32 } from 'node:zlib';

/** The first day that an archive can name: 1 January 1980. */
const DATE = 0x21;
/** Version 2.0 of the format, names in UTF-8, no time. */
const VERSION = 20;
const UTF_8 = 0x0800;

/**
 * Packs a folder into a ZIP archive without compression, as Firefox reads extensions. Source:
 * https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
 */
export function packFolder(dir: string): Buffer {
  const files = readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
  const bodies: Buffer[] = [];
  const index: Buffer[] = [];
  let offset = 0;
  for (const file of files) {
    const content = readFileSync(file);
    const name = Buffer.from(path.relative(dir, file).split(path.sep).join('/'));
    const sizes = [...int32(crc32(content)), ...int32(content.length), ...int32(content.length)];
    // What both records say: version, flags, no compression, time, date, sizes, lengths.
    const about = [
      ...[VERSION, UTF_8, 0, 0, DATE].flatMap(int16),
      ...sizes,
      ...int16(name.length),
      ...int16(0),
    ];
    const body = Buffer.concat([Buffer.from([...int32(0x04034b50), ...about]), name, content]);
    // No comment, first disk, no attributes, and where the body is.
    const rest = [...[0, 0, 0].flatMap(int16), ...int32(0), ...int32(offset)];
    index.push(Buffer.from([...int32(0x02014b50), ...int16(VERSION), ...about, ...rest]), name);
    bodies.push(body);
    offset += body.length;
  }
  const entries = Buffer.concat(index);
  const count = int16(files.length);
  const end = [...int32(0x06054b50), ...int32(0), ...count, ...count, ...int32(entries.length)];
  return Buffer.concat([...bodies, entries, Buffer.from([...end, ...int32(offset), ...int16(0)])]);
}

/** The bytes of a number, the lowest first. */
const int16 = (value: number) => [value & 0xff, (value >> 8) & 0xff];
const int32 = (value: number) => [...int16(value & 0xffff), ...int16(value >>> 16)];
