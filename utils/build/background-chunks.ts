import type { InlineConfig, Plugin } from 'vite';
import { lazyZod, ZOD, ZOD_CHUNK } from './lazy-zod';

/** Directory of the parts of the background that are loaded on demand. */
const CHUNKS = 'background';

/**
 * The parts that starts, live sessions and the list of conversations need, by the names of their
 * files in the source. They are loaded together, with all that they import.
 */
const FOR_SESSIONS = [
  'auth',
  'create-api',
  'create-cobrowse',
  'create-desktop',
  'create-floor',
  'desktop-presses',
  'session-deadlines',
  'session-history',
];

/**
 * Builds the background of Chromium as one classic script with what every wake needs; what is
 * behind an `import()` is in two more files, each loaded when one of its parts is first needed, and
 * zod in a third.
 *
 * A service worker has no `import()`, and a module worker loads its whole graph at each wake. But a
 * classic worker may call `importScripts`, even later, for files that it loaded while it was
 * installed: the browser stores those files with it. So the background is built as CommonJS chunks,
 * which each only define a function, and `require` is a few lines around `importScripts`. Source:
 * https://w3c.github.io/ServiceWorker/#importscripts
 *
 * The browser hands every stored file to the worker at each wake, used or not, and with each the
 * compiled code of all its functions, which is four times as large: what is never called costs too.
 * Thirty files took as long as all the rest of a wake.
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
  config.plugins = [...(config.plugins ?? []), findNeeded(needed), lazyZod(), wrapChunks()];
}

/** Finds the modules that the entry imports, directly or indirectly, without `import()`. */
function findNeeded(needed: Set<string>): Plugin {
  return {
    name: 'background-needed',
    buildEnd() {
      for (const id of this.getModuleIds()) if (this.getModuleInfo(id)?.isEntry && id !== ZOD) needed.add(id);
      for (const id of needed)
        for (const imported of this.getModuleInfo(id)?.importedIds ?? []) needed.add(imported);
    },
  };
}

/**
 * Wraps each chunk in a function, and puts the chunks that are needed at once into the entry's
 * file, the others into one of the files that are loaded later.
 */
function wrapChunks(): Plugin {
  return {
    name: 'background-chunks',
    enforce: 'post',
    generateBundle(_options, bundle) {
      const chunks = new Map(
        Object.values(bundle).flatMap((file) => (file.type === 'chunk' ? [[file.fileName, file]] : [])),
      );
      const zod = `${CHUNKS}/${ZOD_CHUNK}.js`;
      const entry = [...chunks.values()].find(({ isEntry, fileName }) => isEntry && fileName !== zod);
      if (!entry) throw new Error('The background has no entry.');
      const atOnce = new Set([entry.fileName]);
      for (const name of atOnce) for (const needed of chunks.get(name)?.imports ?? []) atOnce.add(needed);
      const define = (name: string) =>
        `defineChunk(${JSON.stringify(name)},function(require,exports,module){${chunks.get(name)?.code}\n});`;
      if (!chunks.has(zod)) throw new Error('The background has no schemas.');
      const later = [...chunks.keys()].filter((name) => !atOnce.has(name) && name !== zod);
      const forSessions = new Set(FOR_SESSIONS.map((name) => `${CHUNKS}/${name}.js`));
      for (const name of forSessions) {
        if (!later.includes(name)) throw new Error(`The background has no part ${name}.`);
        for (const needed of chunks.get(name)?.imports ?? [])
          if (!atOnce.has(needed)) forSessions.add(needed);
      }
      const files: Record<string, string[]> = {
        [`${CHUNKS}/schemas.js`]: [zod],
        [`${CHUNKS}/for-sessions.js`]: later.filter((name) => forSessions.has(name)),
        [`${CHUNKS}/for-the-rest.js`]: later.filter((name) => !forSessions.has(name)),
      };
      const own = [...atOnce].map(define).join('\n');
      entry.code = `${loader(files)}${own}\nrun(${JSON.stringify(entry.fileName)})})();`;
      for (const [fileName, names] of Object.entries(files))
        this.emitFile({ type: 'asset', fileName, source: names.map(define).join('\n') });
      for (const name of chunks.keys()) if (name !== entry.fileName) delete bundle[name];
    },
  };
}

/**
 * The beginning of the entry. Loads everything once while the worker is installed, without running
 * it.
 * @param files the names of the chunks in each file
 */
export const loader = (files: Record<string, string[]>): string => `(function(){
var chunks={},modules={},base=${JSON.stringify(`${CHUNKS}/`)},files=${JSON.stringify(shortened(files))};
function fileOf(name){return Object.keys(files).find(function(file){
return files[file].split(" ").includes(name.slice(base.length,-3))})}
function load(name){if(!chunks[name])importScripts("/"+fileOf(name));return chunks[name]}
function run(name){var chunk=load(name),module=modules[name]={exports:{}};
try{chunk(require,module.exports,module)}catch(error){delete modules[name];throw error}return module}
function require(path){var file=path.slice(path.lastIndexOf("/")+1),name=chunks[file]?file:base+file;
return (modules[name]||run(name)).exports}
function defineChunk(name,chunk){chunks[name]=chunk}
self.defineChunk=defineChunk;self.requireChunk=require;
self.addEventListener("install",function(){Object.keys(files).forEach(function(file){importScripts("/"+file)})});
`;

/** Every wake loads these names: without directory and ending, in one text per file. */
function shortened(files: Record<string, string[]>): Record<string, string> {
  const short = (name: string) => name.slice(`${CHUNKS}/`.length, -'.js'.length);
  return Object.fromEntries(Object.entries(files).map(([file, names]) => [file, names.map(short).join(' ')]));
}
