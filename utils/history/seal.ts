import { canonicalJson, toHex } from './chain';
import type { Checkpoint, CheckpointFacts } from './model';

const HMAC: HmacKeyGenParams = { name: 'HMAC', hash: 'SHA-256' };
/** Prefix of what is signed, so that a signature is valid for nothing else. */
const SEAL_OF = 'cobrowse-history-checkpoint-1\n';
const FINGERPRINT_OF = 'cobrowse-history-key-1\n';

/** Creates a key whose bytes nobody can read, not even this extension. */
export async function createSealKey(): Promise<CryptoKey> {
  return await crypto.subtle.generateKey(HMAC, false, ['sign', 'verify']);
}

/** Whether a stored value is a key that can seal. */
export function isSealKey(value: unknown): value is CryptoKey {
  return (
    value instanceof CryptoKey &&
    value.algorithm.name === 'HMAC' &&
    value.usages.includes('sign') &&
    value.usages.includes('verify')
  );
}

/** Seals the current state of the chain. */
export async function sealCheckpoint(facts: CheckpointFacts, key: CryptoKey): Promise<Checkpoint> {
  const open = { ...facts, keyFingerprint: await fingerprintOf(key) };
  return { ...open, mac: await sign(key, SEAL_OF + canonicalJson(open)) };
}

/** Identifies a key without revealing anything about its bytes. */
export async function fingerprintOf(key: CryptoKey): Promise<string> {
  return (await sign(key, FINGERPRINT_OF)).slice(0, 16);
}

/** Whether this key made the seal, and nothing has changed since. */
export async function isSealedBy({ mac, ...open }: Checkpoint, key: CryptoKey): Promise<boolean> {
  const signature = Uint8Array.from(mac.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
  return await crypto.subtle.verify('HMAC', key, signature, bytesOf(SEAL_OF + canonicalJson(open)));
}

async function sign(key: CryptoKey, text: string): Promise<string> {
  return toHex(await crypto.subtle.sign('HMAC', key, bytesOf(text)));
}

const bytesOf = (text: string) => new TextEncoder().encode(text);
