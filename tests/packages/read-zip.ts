import { inflateRawSync } from 'node:zlib';

/** Signatures of the parts. Source: APPNOTE.TXT of PKWARE, sections 4.3.7 to 4.3.16. */
const END = 0x06054b50;
const ENTRY = 0x02014b50;
const FILE = 0x04034b50;
const END_LENGTH = 22;
const STORED = 0;
const DEFLATED = 8;

/**
 * Reads an archive as WXT writes it: without comment or encryption, and of at most 65,535 files.
 * @returns the bytes of each file by its path, in the order of the archive
 * @throws Error if it is anything else
 */
export function readZip(zip: Buffer): Map<string, Buffer> {
  const end = zip.length - END_LENGTH;
  if (end < 0 || zip.readUInt32LE(end) !== END) throw new Error('This is no archive, or one with a comment.');
  const files = new Map<string, Buffer>();
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (zip.readUInt32LE(at) !== ENTRY) throw new Error(`There is no entry at ${at}.`);
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((field) =>
      zip.readUInt16LE(at + field),
    );
    const name = zip.toString('utf8', at + 46, at + 46 + Number(nameLength));
    files.set(name, contentOf(zip, at));
    at += 46 + Number(nameLength) + Number(extraLength) + Number(commentLength);
  }
  return files;
}

function contentOf(zip: Buffer, entry: number): Buffer {
  const method = zip.readUInt16LE(entry + 10);
  const length = zip.readUInt32LE(entry + 20);
  const file = zip.readUInt32LE(entry + 42);
  if (zip.readUInt32LE(file) !== FILE) throw new Error(`There is no file at ${file}.`);
  const start = file + 30 + zip.readUInt16LE(file + 26) + zip.readUInt16LE(file + 28);
  const packed = zip.subarray(start, start + length);
  if (method === STORED) return packed;
  if (method === DEFLATED) return inflateRawSync(packed);
  throw new Error(`An entry is packed by method ${method}.`);
}
