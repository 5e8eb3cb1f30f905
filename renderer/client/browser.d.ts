// The client is checked together with the server's code: brings the browser's types and those of files that esbuild turns into text.
/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
/// <reference types="bootstrap" />

declare module '*.svg' {
  const markup: string;
  // biome-ignore lint/style/noDefaultExport: esbuild's text loader gives the file as the default export
  export default markup;
}
