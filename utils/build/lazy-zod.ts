import type { Plugin } from 'vite';

/** What the code uses of zod. The build fails if this is not exactly right. */
const USED = [
  '_default',
  'array',
  'boolean',
  'catch',
  'discriminatedUnion',
  'enum',
  'extend',
  'int',
  'literal',
  'looseObject',
  'maximum',
  'maxLength',
  'minimum',
  'minLength',
  'never',
  'nullable',
  'nullish',
  'number',
  'object',
  'optional',
  'overwrite',
  'parse',
  'pipe',
  'positive',
  'record',
  'refine',
  'regex',
  'safeParse',
  'strictObject',
  'string',
  'toLowerCase',
  'transform',
  'union',
  'unknown',
];

/** Name of the chunk with zod itself. */
export const ZOD_CHUNK = 'zod';
/** Id of its module. */
export const ZOD = '\0zod';
const LAZY_ZOD = '\0lazy-zod';

/**
 * Loads zod with its first call, for the background of Chromium. It is a third of the code, and
 * most wakes answer without it: schemas are built on first use (utils/schema/lazy-schema.ts).
 * `import()` would not do, as schemas are not asynchronous; the background's loader is synchronous.
 */
export function lazyZod(): Plugin {
  const used = new Set<string>();
  return {
    name: 'background-lazy-zod',
    enforce: 'pre',
    buildStart() {
      this.emitFile({ type: 'chunk', id: ZOD, name: ZOD_CHUNK });
    },
    resolveId(source, importer) {
      if (source === ZOD) return ZOD;
      return source === 'zod/mini' && importer !== ZOD ? LAZY_ZOD : null;
    },
    load(id) {
      if (id === ZOD) return `export { ${USED.join(', ')} } from 'zod/mini';`;
      return id === LAZY_ZOD ? lazyExports() : null;
    },
    transform: {
      // When the types are gone.
      order: 'post',
      handler(code) {
        if (/ as z from ["']zod\/mini["']/.test(code))
          for (const [, name = ''] of code.matchAll(/\bz\.(\w+)/g)) used.add(name);
      },
    },
    buildEnd(error) {
      if (error) return;
      const missing = [...used].filter((name) => !USED.includes(name));
      const idle = USED.filter((name) => !used.has(name));
      if (missing.length + idle.length > 0)
        this.error(`utils/build/lazy-zod.ts lacks [${missing}], and need not have [${idle}].`);
    },
  };
}

/** Functions with the names of zod's, which call them. Some names are reserved words. */
function lazyExports(): string {
  return [
    `const zod = () => self.requireChunk('./${ZOD_CHUNK}.js');`,
    ...USED.map((name) => `const $${name} = (...args) => zod().${name}(...args);`),
    `export { ${USED.map((name) => `$${name} as ${name}`).join(', ')} };`,
  ].join('\n');
}
