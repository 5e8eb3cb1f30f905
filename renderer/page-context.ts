// What every render function knows about the page being made: who looks, in which language and mode, and where the assets are.

import type { AssetManifest } from './assets.ts';
import type { Lang, Locale } from './locale.ts';

export type Theme = 'light' | 'dark' | 'auto';
export type Density = 'comfortable' | 'compact';

export interface PageVisitor {
  readonly username: string;
  readonly displayName: string;
  /** One or two letters for the avatar. */
  readonly initials: string;
  readonly isSignedIn: boolean;
  readonly roles: readonly string[];
  readonly avatarUrl?: string;
}

export interface RenderContext {
  readonly lang: Lang;
  readonly locale: Locale;
  readonly timeZone: string;
  readonly visitor: PageVisitor;
  readonly csrfToken: string;
  /** Of this response's Content-Security-Policy; our own assets are same-origin and do not need it. */
  readonly nonce: string;
  /** For style sheets that libraries make in the browser: the editor of source code, the calendar. */
  readonly styleNonce: string;
  readonly theme: Theme;
  readonly density: Density;
  readonly isDeveloper: boolean;
  /** What a developer looks through; the page's scripts send it on with each of their requests. */
  readonly viewAs?: string;
  /** The last message of the stream that this page knows of; the browser listens from there on. */
  readonly eventPosition?: string;
  readonly assets: AssetManifest;
  /** Addresses of the solution's own look. */
  readonly site?: SiteFiles;
}

export interface SiteFiles {
  /** Over the theme's colours, on every page. */
  readonly colours?: string;
  /** Styles and scripts of the solution, on its pages; the pages of the door and of errors stay as they are. */
  readonly css?: string;
  readonly js?: string;
  readonly favicon?: string;
}

/** The first letters of the first two words: `Мария Котова` → `МК`. */
export function initialsOf(displayName: string): string {
  const words = displayName.split(/[\s._-]+/).filter((word) => word !== '');
  return words
    .slice(0, 2)
    .map((word) => [...word][0] ?? '')
    .join('')
    .toLocaleUpperCase();
}
