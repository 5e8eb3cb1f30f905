// Stylesheets: Bootstrap with our variables and our theme, and what floors above add for their own pages, compiled by Sass.

import { join } from 'node:path';
import { compile } from 'sass';

const RENDERER = join(import.meta.dirname, '..');

/** The cabinet's stylesheet. */
export const THEME = join(RENDERER, 'theme/cabinet.scss');

/** Compiles a stylesheet that may import the theme's parts; `files` has the addresses of the fonts by logical name. */
export function compileStyles(path: string, files: Readonly<Record<string, string>>): string {
  const { css } = compile(path, {
    loadPaths: [join(RENDERER, 'theme'), join(RENDERER, '../node_modules')],
    style: 'compressed',
    quietDeps: true,
    // Bootstrap 4 is written for the Sass of its time.
    silenceDeprecations: ['import', 'global-builtin', 'color-functions', 'slash-div', 'abs-percent', 'if-function'],
  });
  return css.replace(/url\("?fonts\/([\w-]+)-wght-normal\.woff2"?\)/g, (_all, name: string) => {
    const address = files[`${name}.woff2`];
    if (address === undefined) throw new Error(`The theme asks for the font ${name}, which is not built`);
    return `url(${address})`;
  });
}
