import type { InlineConfig, Plugin } from 'vite';

/** Directory of the parts of the background that are loaded on demand. */
const CHUNKS = 'background';

/**
 * Builds the background of Chromium as one classic script with what every wake needs; each
 * `import()` becomes a separate file, loaded on demand.
 *
 * A service worker has no `import()`, and a module worker loads its whole graph at each wake. But a
 * classic worker may call `importScripts`, even later, for files that it loaded while it was
 * installed: the browser stores those files with it. So the background is built as CommonJS chunks,
 * which each only define a function, and `require` is a few lines around `importScripts`. Source:
 * https://w3c.github.io/ServiceWorker/#importscripts
 */
export function splitBackground(config: InlineConfig): void {
  const { build } = config;
  if (!build?.lib) throw new Error('WXT no longer builds the background as a library.');
  const needed = new Set<string>();
  build.lib.formats = ['cjs'];
  build.rollupOptions = {
    ...build.rollupOptions,
    output: {
      ...build.rollupOptions?.output,
      chunkFileNames: `${CHUNKS}/[name].js`,
      codeSplitting: { groups: [{ name: 'needed', test: (id) => needed.has(id) }] },
      exports: 'named',
    },
  };
  config.plugins = [...(config.plugins ?? []), nativeApi(), findNeeded(needed), wrapChunks()];
}

/** Finds the modules that the entry imports, directly or indirectly, without `import()`. */
function findNeeded(needed: Set<string>): Plugin {
  return {
    name: 'background-needed',
    buildEnd() {
      for (const id of this.getModuleIds()) if (this.getModuleInfo(id)?.isEntry) needed.add(id);
      for (const id of needed)
        for (const imported of this.getModuleInfo(id)?.importedIds ?? []) needed.add(imported);
    },
  };
}

/**
 * Chromium's own API returns promises: the polyfill, which the pages have, would be a seventh of
 * what a wake loads.
 */
function nativeApi(): Plugin {
  return {
    name: 'native-browser-api',
    enforce: 'pre',
    async resolveId(source, importer) {
      if (!source.includes('@wxt-dev/webextension-polyfill/browser')) return null;
      return await this.resolve('@wxt-dev/browser', importer, { skipSelf: true });
    },
  };
}

/**
 * Wraps each chunk in a function, and puts the chunks that are needed at once into the entry's
 * file.
 */
function wrapChunks(): Plugin {
  return {
    name: 'background-chunks',
    enforce: 'post',
    generateBundle(_options, bundle) {
      const chunks = new Map(
        Object.values(bundle).flatMap((file) => (file.type === 'chunk' ? [[file.fileName, file]] : [])),
      );
      const entry = [...chunks.values()].find(({ isEntry }) => isEntry);
      if (!entry) throw new Error('The background has no entry.');
      const atOnce = new Set([entry.fileName]);
      for (const name of atOnce) for (const needed of chunks.get(name)?.imports ?? []) atOnce.add(needed);
      const define = (name: string) =>
        `defineChunk(${JSON.stringify(name)},function(require,exports,module){${chunks.get(name)?.code}\n});`;
      const later = [...chunks.keys()].filter((name) => !atOnce.has(name));
      const own = [...atOnce].map(define).join('\n');
      for (const name of later) {
        const chunk = chunks.get(name);
        if (chunk) chunk.code = define(name);
      }
      entry.code = `${loader(later)}${own}\nrun(${JSON.stringify(entry.fileName)})})();`;
      for (const name of atOnce) if (name !== entry.fileName) delete bundle[name];
    },
  };
}

/**
 * The beginning of the entry. Loads everything once while the worker is installed, without running
 * it.
 */
export const loader = (later: string[]): string => `(function(){
var chunks={},modules={},base=${JSON.stringify(`${CHUNKS}/`)};
function load(name){if(!chunks[name])importScripts("/"+name);return chunks[name]}
function run(name){var chunk=load(name),module=modules[name]={exports:{}};
try{chunk(require,module.exports,module)}catch(error){delete modules[name];throw error}return module}
function require(path){var file=path.slice(path.lastIndexOf("/")+1),name=chunks[file]?file:base+file;
return (modules[name]||run(name)).exports}
function defineChunk(name,chunk){chunks[name]=chunk}
self.defineChunk=defineChunk;
self.addEventListener("install",function(){${JSON.stringify(later)}.forEach(load)});
`;
