import { fnv1a } from '../hash/fnv-1a';
import type { Policy, PolicyValues } from './policy';
import { type PropertyValue, writePropertyList } from './property-list';

/** A file for an administrator: its name, its text, and its bytes. */
export type PolicyFile = { name: string; type: string; text: string; bytes: Uint8Array<ArrayBuffer> };

/** The kinds of files from which browsers and systems read a policy. */
export const POLICY_FILE_KINDS = [
  /** For a folder of policies on Linux. */
  'chromium',
  'windows',
  'firefox',
  /** For the Google Admin console, which wraps each value. */
  'google_admin',
  /** A configuration profile for all three browsers. */
  'macos',
  'macos_chrome',
  'macos_edge',
  'macos_firefox',
] as const;
export type PolicyFileKind = (typeof POLICY_FILE_KINDS)[number];

type ExtensionIds = { chromium: string; gecko: string };

/** Writes a policy for extensions with these ids. */
export function writePolicyFile(kind: PolicyFileKind, values: PolicyValues, ids: ExtensionIds): PolicyFile {
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
    case 'google_admin':
      return jsonFile(
        'cobrowse-for-genesys-cloud-google-admin.json',
        Object.fromEntries(
          Object.entries(policy).flatMap(([name, value]) =>
            value === undefined ? [] : [[name, { Value: value }]],
          ),
        ),
      );
    case 'macos':
      return xmlFile('cobrowse-for-genesys-cloud.mobileconfig', configurationProfile(policy, ids));
    case 'macos_chrome':
    case 'macos_edge':
    case 'macos_firefox': {
      const { domain, settings } = preferencesFor(kind, policy, ids);
      return xmlFile(`${domain}.plist`, settings);
    }
  }
}

function jsonFile(name: string, content: object): PolicyFile {
  const text = `${JSON.stringify(content, null, 2)}\n`;
  return { name, type: 'application/json', text, bytes: new TextEncoder().encode(text) };
}

/** A type that no browser opens or renames. */
function xmlFile(name: string, content: PropertyValue): PolicyFile {
  const text = writePropertyList(content);
  return { name, type: 'application/octet-stream', text, bytes: new TextEncoder().encode(text) };
}

/** The kinds for single browsers on macOS. */
const MACOS_BROWSERS = ['macos_chrome', 'macos_edge', 'macos_firefox'] as const;
type MacosBrowser = (typeof MACOS_BROWSERS)[number];

type Preferences = { browser: string; domain: string; settings: PropertyValue };

/**
 * Returns where a browser on macOS looks for an extension's policy, and what it expects there.
 * Sources: https://www.chromium.org/administrators/configuring-policy-for-extensions,
 * https://mozilla.github.io/enterprise-admin-reference/reference/policies/3rdparty/
 */
function preferencesFor(kind: MacosBrowser, policy: PolicyValues, ids: ExtensionIds): Preferences {
  switch (kind) {
    case 'macos_chrome':
      return {
        browser: 'Google Chrome',
        domain: `com.google.Chrome.extensions.${ids.chromium}`,
        settings: policy,
      };
    case 'macos_edge':
      return {
        browser: 'Microsoft Edge',
        domain: `com.microsoft.Edge.extensions.${ids.chromium}`,
        settings: policy,
      };
    case 'macos_firefox':
      return {
        browser: 'Mozilla Firefox',
        domain: 'org.mozilla.firefox',
        // Without the first key, Firefox on macOS reads no policy.
        settings: {
          EnterprisePoliciesEnabled: true,
          '3rdparty': { Extensions: { [ids.gecko]: policy } },
        },
      };
  }
}

/** Begins the identifiers of profile and payloads. */
const PROFILE = 'cobrowse-for-genesys-cloud';

/**
 * Returns a configuration profile with one payload per browser. The settings are nested as Mozilla
 * requires it (https://github.com/mozilla/policy-templates/blob/master/mac/README.md); Chrome and
 * Edge read the same form. Identifiers and UUIDs depend on the extension's id only, so that a
 * changed profile replaces the earlier one.
 */
function configurationProfile(policy: PolicyValues, ids: ExtensionIds): PropertyValue {
  const identifier = `${PROFILE}.${ids.chromium}`;
  return {
    PayloadContent: MACOS_BROWSERS.map((kind) => {
      const { browser, domain, settings } = preferencesFor(kind, policy, ids);
      const ofPayload = `${identifier}.${kind}`;
      return {
        PayloadContent: { [domain]: { Forced: [{ mcx_preference_settings: settings }] } },
        PayloadDisplayName: `Cobrowse for Genesys Cloud: ${browser}`,
        PayloadEnabled: true,
        PayloadIdentifier: ofPayload,
        PayloadType: 'com.apple.ManagedClient.preferences',
        PayloadUUID: uuidOf(ofPayload),
        PayloadVersion: 1,
      };
    }),
    PayloadDisplayName: 'Cobrowse for Genesys Cloud',
    PayloadIdentifier: identifier,
    PayloadScope: 'System',
    PayloadType: 'Configuration',
    PayloadUUID: uuidOf(identifier),
    PayloadVersion: 1,
  };
}

/** Returns the same UUID for the same name: version 8 of RFC 9562, whose bits are free. */
function uuidOf(name: string): string {
  const hex = [0, 1, 2, 3]
    .map((part) => fnv1a(`${part}:${name}`).toString(16).padStart(8, '0'))
    .join('')
    .toUpperCase();
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-A${hex.slice(17, 20)}-${hex.slice(20)}`;
}

/** Where the browsers look in the registry. */
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
