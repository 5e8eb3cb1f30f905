// The browser's files: builds them once for each state of their sources, names them by content, says where they are.

/** Addresses of built files. `url` of a logical name (`cabinet.css`, `cabinet.js`, `icon-192.png`) is immutable for its content. */
export interface AssetManifest {
  /** Folder on disk that `/assets/` serves. */
  readonly folder: string;
  readonly css: string;
  readonly js: string;
  /** Fonts that the first paint needs, for preload links. */
  readonly fonts: readonly string[];
  readonly files: Readonly<Record<string, string>>;
}
