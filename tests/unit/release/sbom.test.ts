import { describe, expect, it } from 'vitest';
import { reproducible, type Sbom } from '../../release/sbom.ts';

const written = (changes: Partial<Sbom> = {}): Sbom => ({
  bomFormat: 'CycloneDX',
  specVersion: '1.5',
  serialNumber: `urn:uuid:${crypto.randomUUID()}`,
  metadata: {
    timestamp: new Date().toISOString(),
    component: { name: 'folder', type: 'library' },
  },
  components: [{ name: 'preact', version: '11.2.0', purl: 'pkg:npm/preact@11.2.0' }],
  ...changes,
});

const COMMITTED = '2027-01-31T12:00:00+00:00';

describe('the bill of materials', () => {
  it('is the same for the same commit, in whatever folder and at whatever time npm wrote it', () => {
    const one = reproducible(written(), 'product', COMMITTED);
    expect(reproducible(written(), 'product', COMMITTED)).toEqual(one);
    expect(one).toMatchObject({
      bomFormat: 'CycloneDX',
      metadata: { timestamp: COMMITTED, component: { name: 'product', type: 'application' } },
      components: written().components,
    });
  });

  it('has a serial number of its own for other components', () => {
    const one = reproducible(written(), 'product', COMMITTED);
    const other = reproducible(written({ components: [] }), 'product', COMMITTED);
    // CycloneDX 1.5 takes only this form.
    const form = /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
    expect(one.serialNumber).toMatch(form);
    expect(other.serialNumber).toMatch(form);
    expect(other.serialNumber).not.toBe(one.serialNumber);
  });
});
