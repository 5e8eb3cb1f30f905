declare module 'subset-font' {
  function subsetFont(font: Buffer, text: string, options?: { targetFormat?: 'woff2' | 'woff' | 'sfnt' }): Promise<Buffer>;
  // biome-ignore lint/style/noDefaultExport: the library's own shape
  export default subsetFont;
}
