// The solution's own look: brand, colours, pictures, styles and scripts for all pages, kept as the default of the setting `theme`, so that it
// has versions and travels in packages. Served as files named by their content; a change holds with the next page.

import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { DefinitionCache } from '../metadata/cache.ts';
import { brandCss, darkVariant, isColour } from '../renderer/theme-colours.ts';
import { RequestError } from './errors.ts';

export const THEME_CODE = 'theme';

export interface ThemePicture {
  readonly type: (typeof PICTURE_TYPES)[number];
  /** Base64. */
  readonly data: string;
}

/** What is kept; everything may be absent. */
export interface ThemeValues {
  readonly brandName?: string;
  readonly light?: string;
  /** Absent: derived from `light`. */
  readonly dark?: string;
  readonly density?: 'comfortable' | 'compact';
  readonly logo?: ThemePicture;
  readonly favicon?: ThemePicture;
  readonly css?: string;
  readonly js?: string;
}

export interface SiteTheme {
  readonly values: ThemeValues;
  /** Contents by address below `/theme/`. */
  readonly files: ReadonlyMap<string, { readonly type: string; readonly content: Buffer }>;
  readonly urls: {
    readonly colours?: string;
    readonly css?: string;
    readonly js?: string;
    readonly logo?: string;
    readonly favicon?: string;
  };
}

export const PICTURE_TYPES = ['image/svg+xml', 'image/png', 'image/jpeg', 'image/webp', 'image/x-icon'] as const;
const EXTENSIONS = {
  'image/svg+xml': 'svg',
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/webp': 'webp',
  'image/x-icon': 'ico',
} as const;
const NONE: SiteTheme = { values: {}, files: new Map(), urls: {} };
const built = new WeakMap<object, SiteTheme>();

/** The look that these definitions give; made once for each of its versions. */
export function siteTheme(definitions: DefinitionCache): SiteTheme {
  const stored = definitions.get('setting', THEME_CODE);
  if (stored === undefined || 'findings' in stored) return NONE;
  let theme = built.get(stored.definition);
  if (theme === undefined) {
    theme = build(readTheme(stored.definition.default));
    built.set(stored.definition, theme);
  }
  return theme;
}

/** What the text of the setting says; what cannot be used is left out, for pages have to look like something. */
function readTheme(text: string | undefined): ThemeValues {
  let given: unknown;
  try {
    given = JSON.parse(text ?? '{}');
  } catch {
    return {};
  }
  if (typeof given !== 'object' || given === null) return {};
  const { brandName, light, dark, density, logo, favicon, css, js } = given as Record<string, unknown>;
  return {
    ...(isWritten(brandName) && { brandName }),
    ...(isColour(light) && { light }),
    ...(isColour(dark) && { dark }),
    ...((density === 'comfortable' || density === 'compact') && { density }),
    ...(isPicture(logo) && { logo }),
    ...(isPicture(favicon) && { favicon }),
    ...(isWritten(css) && { css }),
    ...(isWritten(js) && { js }),
  };
}

/** The style sheet of the colours; '' when the theme's own are kept. */
export function coloursCss({ light, dark }: Pick<ThemeValues, 'light' | 'dark'>): string {
  return light === undefined ? '' : brandCss({ light, dark: dark ?? darkVariant(light) });
}

export function themeRoutes(server: FastifyInstance): void {
  server.get<{ Params: { file: string } }>('/theme/:file', async ({ ctx, params }, reply) => {
    const file = siteTheme(ctx.app.definitions).files.get(params.file);
    if (file === undefined) throw new RequestError('notFound', { detail: `the look has no file ${params.file}` });
    // A picture opened by its address is a document: one that was drawn by somebody else must not run there.
    if (file.type.startsWith('image/')) reply.header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox");
    return reply.header('cache-control', 'public, max-age=31536000, immutable').type(file.type).send(file.content);
  });
}

function build(values: ThemeValues): SiteTheme {
  const files = new Map<string, { type: string; content: Buffer }>();
  const add = (extension: string, type: string, content: Buffer): string => {
    const name = `${createHash('sha256').update(content).digest('hex').slice(0, 16)}.${extension}`;
    files.set(name, { type, content });
    return `/theme/${name}`;
  };
  const picture = ({ type, data }: ThemePicture): string => add(EXTENSIONS[type], type, Buffer.from(data, 'base64'));
  const colours = coloursCss(values);
  return {
    values,
    files,
    urls: {
      ...(colours !== '' && { colours: add('css', 'text/css; charset=utf-8', Buffer.from(colours)) }),
      ...(values.css !== undefined && { css: add('css', 'text/css; charset=utf-8', Buffer.from(values.css)) }),
      ...(values.js !== undefined && { js: add('js', 'text/javascript; charset=utf-8', Buffer.from(values.js)) }),
      ...(values.logo !== undefined && { logo: picture(values.logo) }),
      ...(values.favicon !== undefined && { favicon: picture(values.favicon) }),
    },
  };
}

function isWritten(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}

function isPicture(value: unknown): value is ThemePicture {
  if (typeof value !== 'object' || value === null) return false;
  const { type, data } = value as Record<string, unknown>;
  return typeof data === 'string' && PICTURE_TYPES.some((one) => one === type);
}
