// What makes the cabinet installable: the web manifest and the page that is shown without a network.

import type { AssetManifest } from '../assets.ts';
import { renderError } from '../layout.ts';
import { t } from '../locale.ts';
import type { Lang } from '../locale.ts';

/** The text of `manifest.webmanifest`. */
export function webManifest(files: Readonly<Record<string, string>>): string {
  return JSON.stringify({
    name: 'Peregrine',
    short_name: 'Peregrine',
    start_url: '/',
    scope: '/',
    display: 'standalone',
    background_color: '#f5f6f5',
    theme_color: '#0b6b74',
    icons: [
      { src: files['icon.svg'], sizes: 'any', type: 'image/svg+xml' },
      { src: files['icon-192.png'], sizes: '192x192', type: 'image/png', purpose: 'any maskable' },
      { src: files['icon-512.png'], sizes: '512x512', type: 'image/png', purpose: 'any maskable' },
    ],
  });
}

/** Made at build time for nobody in particular: no token, no name, the system's mode. */
export function offlinePage(lang: Lang, assets: AssetManifest): string {
  return renderError({
    ctx: {
      lang,
      locale: { lang, timeZone: 'UTC' },
      timeZone: 'UTC',
      visitor: { username: '', displayName: '', initials: '', isSignedIn: false, roles: [] },
      csrfToken: '',
      nonce: '',
      styleNonce: '',
      theme: 'auto',
      density: 'comfortable',
      isDeveloper: false,
      assets,
    },
    status: 0,
    title: t(lang, 'errors.offlineTitle'),
    text: t(lang, 'errors.offline'),
    links: [{ text: t(lang, 'common.retry'), url: '' }],
  });
}
