import { createHash } from 'node:crypto';

/** The parts of a CycloneDX document that are changed. https://cyclonedx.org/docs/1.5/json/ */
export type Sbom = {
  bomFormat: string;
  specVersion: string;
  serialNumber: string;
  metadata: { timestamp: string; component: { name: string; type: string } };
  components: { name: string; version: string; purl: string }[];
};

/**
 * Makes the bill of materials that npm writes the same for the same commit: npm puts in the time,
 * a random serial number and the name of the folder.
 * @param name of the product
 * @param timestamp time of the commit, in ISO 8601
 */
export function reproducible(sbom: Sbom, name: string, timestamp: string): Sbom {
  const component = { ...sbom.metadata.component, name, type: 'application' };
  const fixed = { ...sbom, serialNumber: '', metadata: { ...sbom.metadata, timestamp, component } };
  const hash = createHash('sha256').update(JSON.stringify(fixed)).digest('hex');
  return { ...fixed, serialNumber: `urn:uuid:${toUuid(hash)}` };
}

/** A UUID of version 8, which is free to come from anywhere. https://www.rfc-editor.org/rfc/rfc9562 */
function toUuid(hex: string): string {
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
