/**
 * Reads a registry file as regedit and then Chromium do: strings, numbers and bytes of strings; a
 * number is a truth value where the policy's schema says so; a key below with numbered values is a
 * list.
 */
export function readRegistryFile(bytes: Uint8Array): { policyAt(key: string): Record<string, unknown> } {
  const text = new TextDecoder('utf-16le', { fatal: true }).decode(bytes).replace(/,\\\r\n\s+/g, ',');
  const [heading, ...lines] = text.split('\r\n');
  if (heading !== 'Windows Registry Editor Version 5.00') throw new Error(`No registry file: ${heading}`);
  const keys = new Map<string, Map<string, unknown>>();
  let current: Map<string, unknown> | undefined;
  for (const line of lines.filter(Boolean)) {
    const key = /^\[(-?)(HKEY_[^\]]+)\]$/.exec(line);
    if (key?.[2]) {
      current = key[1] ? undefined : new Map();
      if (current) keys.set(key[2], current);
      else for (const below of [...keys.keys()]) if (below.startsWith(key[2])) keys.delete(below);
      continue;
    }
    const value = /^"([^"\\]+)"=(.+)$/s.exec(line);
    if (!value?.[1] || !value[2] || !current) throw new Error(`No line of a registry file: ${line}`);
    current.set(value[1], readValue(value[2]));
  }
  return {
    policyAt(key) {
      const values = keys.get(key);
      if (!values) throw new Error(`Nothing at ${key}`);
      const lists = [...keys].filter(([name]) => name.startsWith(`${key}\\`));
      return Object.fromEntries([
        ...[...values].map(([name, value]) => [name, BOOLEANS.has(name) ? Boolean(value) : value]),
        ...lists.map(([name, list]) => [name.slice(key.length + 1), [...list.values()]]),
      ]);
    },
  };
}

/** Values that the schema calls `boolean`. */
const BOOLEANS = new Set([
  'allowRemoteControl',
  'controlAllowed',
  'purposeRequired',
  'inviteWithStart',
  'tellMonitoredAgents',
]);

function readValue(written: string): string | number {
  const number = /^dword:([0-9a-f]{8})$/.exec(written)?.[1];
  if (number) return Number.parseInt(number, 16);
  const bytes = /^hex\(1\):([0-9a-f]{2}(?:,[0-9a-f]{2})*)$/.exec(written)?.[1];
  if (bytes) {
    const read = Uint8Array.from(bytes.split(','), (byte) => Number.parseInt(byte, 16));
    return new TextDecoder('utf-16le', { ignoreBOM: true }).decode(read).replace(/\0$/, '');
  }
  const quoted = /^"((?:[^"\\]|\\["\\])*)"$/.exec(written)?.[1];
  if (quoted === undefined) throw new Error(`No value of a registry file: ${written}`);
  return quoted.replace(/\\(["\\])/g, '$1');
}
