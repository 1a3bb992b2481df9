import type { Policy, PolicyValues } from './policy';

/** A file for an administrator: its name, its text, and its bytes. */
export type PolicyFile = { name: string; type: string; text: string; bytes: Uint8Array<ArrayBuffer> };

/** The kinds of files from which browsers and systems read a policy. */
export const POLICY_FILE_KINDS = ['chromium', 'windows', 'firefox'] as const;
export type PolicyFileKind = (typeof POLICY_FILE_KINDS)[number];

/** Writes a policy for extensions with these ids. */
export function writePolicyFile(
  kind: PolicyFileKind,
  values: PolicyValues,
  ids: { chromium: string; gecko: string },
): PolicyFile {
  // A policy that was read may include its problems: they are not settings.
  const { problems: _, ...policy }: Policy = values;
  switch (kind) {
    case 'chromium':
      return jsonFile('cobrowse-for-genesys-cloud.json', {
        '3rdparty': { extensions: { [ids.chromium]: policy } },
      });
    case 'firefox':
      return jsonFile('policies.json', { policies: { '3rdparty': { Extensions: { [ids.gecko]: policy } } } });
    case 'windows': {
      const text = registryText(policy, ids.chromium);
      return {
        name: 'cobrowse-for-genesys-cloud.reg',
        type: 'application/octet-stream',
        text,
        bytes: utf16(text),
      };
    }
  }
}

function jsonFile(name: string, content: object): PolicyFile {
  const text = `${JSON.stringify(content, null, 2)}\n`;
  return { name, type: 'application/json', text, bytes: new TextEncoder().encode(text) };
}

/** Where the browsers look. */
const VENDORS = ['Google\\Chrome', 'Microsoft\\Edge'];
const LINE_END = '\r\n';

function registryText(policy: PolicyValues, id: string): string {
  const keys = VENDORS.flatMap((vendor) => {
    const key = `HKEY_LOCAL_MACHINE\\Software\\Policies\\${vendor}\\3rdparty\\extensions\\${id}\\policy`;
    const entries = Object.entries(policy).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value] as const],
    );
    const values = entries.flatMap(([name, value]) =>
      Array.isArray(value) ? [] : [`"${name}"=${registryValue(value)}`],
    );
    const lists = entries.flatMap(([name, value]) =>
      Array.isArray(value) && value.length > 0
        ? [['', `[${key}\\${name}]`, ...value.map((one, index) => `"${index + 1}"=${registryValue(one)}`)]]
        : [],
    );
    // Delete the key first: values that an earlier file has set and this one does not would stay in
    // force.
    return ['', `[-${key}]`, '', `[${key}]`, ...values, ...lists.flat()];
  });
  return ['Windows Registry Editor Version 5.00', ...keys, ''].join(LINE_END);
}

function registryValue(value: string | number | boolean): string {
  if (typeof value !== 'string') return `dword:${Number(value).toString(16).padStart(8, '0')}`;
  // Between quotes, a line break in the text would end the line.
  if (/\p{Cc}/u.test(value)) return registryBytes(value);
  return `"${value.replace(/["\\]/g, '\\$&')}"`;
}

/** Bytes per line of a registry file. */
const BYTES_PER_LINE = 24;

/** Converts a text to the bytes that the registry stores, with the final zero. */
function registryBytes(text: string): string {
  const bytes = [...utf16Units(`${text}\0`)].map((byte) => byte.toString(16).padStart(2, '0'));
  const lines = Array.from({ length: Math.ceil(bytes.length / BYTES_PER_LINE) }, (_, line) =>
    bytes.slice(line * BYTES_PER_LINE, (line + 1) * BYTES_PER_LINE).join(','),
  );
  return `hex(1):${lines.join(`,\\${LINE_END}  `)}`;
}

/** UTF-16 with a byte order mark: without it, regedit uses the code page of the computer. */
function utf16(text: string): Uint8Array<ArrayBuffer> {
  return utf16Units(`\uFEFF${text}`);
}

function utf16Units(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(text.length * 2);
  const view = new DataView(bytes.buffer);
  for (let index = 0; index < text.length; index += 1)
    view.setUint16(index * 2, text.charCodeAt(index), true);
  return bytes;
}
