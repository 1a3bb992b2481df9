import type { Plugin } from 'vite';

/** Where Preact sets markup from a text, in its minified module. */
const SETS_MARKUP = /[\w$]+\.innerHTML=[\w$]+\.__html/;
/** How older packages find the global object where nothing else is left. */
const FINDS_GLOBAL = /\bFunction\((['"])return this\1\)\(\)/g;

/**
 * Takes out of packages what turns a text into markup or code. It could not run anyway; but what is
 * not there cannot be abused, and Mozilla's linter has nothing to warn of.
 *
 * - Preact's assignment to `innerHTML` is for `dangerouslySetInnerHTML`, which no view uses. The
 *   build fails if one does, or if Preact no longer looks like this.
 * - `Function('return this')()` becomes `globalThis`, which is the same. The content security
 *   policy would refuse it.
 */
export function noSinks(): Plugin {
  return {
    name: 'no-sinks',
    enforce: 'pre',
    transform(code, id) {
      const [file = ''] = id.split('?');
      if (/\/preact\/dist\/preact\.m?js$/.test(file)) {
        if (!SETS_MARKUP.test(code))
          this.error('utils/build/no-sinks.ts does not find the assignment in this version of Preact.');
        return { code: code.replace(SETS_MARKUP, 'void 0'), map: null };
      }
      if (file.includes('/node_modules/')) {
        const replaced = code.replace(FINDS_GLOBAL, 'globalThis');
        return replaced === code ? null : { code: replaced, map: null };
      }
      if (code.includes('dangerouslySetInnerHTML'))
        this.error('Builds have no dangerouslySetInnerHTML: see utils/build/no-sinks.ts.');
      return null;
    },
  };
}
