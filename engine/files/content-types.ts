// The types of files that the platform knows: which endings belong to a type and how browsers name it. What is not here is accepted only
// when a resource lists its type and its bytes prove it; types that a browser would run (HTML, scripts) are never accepted.

export interface ContentType {
  readonly type: string;
  /** Without the dot; the first one is given to generated names. */
  readonly endings: readonly string[];
  /** Other names under which browsers send it. */
  readonly aliases?: readonly string[];
  /** `image`: decoded and stored anew. `text`: has no mark of its own, must be readable text. `drawing`: SVG. */
  readonly kind: 'image' | 'text' | 'drawing' | 'document';
  /** Accepted where a resource lists no types. */
  readonly isUsual: boolean;
}

const ZIP_ALIASES = ['application/zip', 'application/x-zip-compressed', 'application/x-zip'];
const office = 'application/vnd.openxmlformats-officedocument';

const contentTypes: readonly ContentType[] = [
  { type: 'image/jpeg', endings: ['jpg', 'jpeg', 'jpe', 'jfif'], aliases: ['image/jpg', 'image/pjpeg'], kind: 'image', isUsual: true },
  { type: 'image/png', endings: ['png'], aliases: ['image/x-png'], kind: 'image', isUsual: true },
  { type: 'image/webp', endings: ['webp'], kind: 'image', isUsual: true },
  { type: 'image/gif', endings: ['gif'], kind: 'image', isUsual: true },
  { type: 'image/avif', endings: ['avif'], kind: 'image', isUsual: true },
  { type: 'image/svg+xml', endings: ['svg'], kind: 'drawing', isUsual: false },
  { type: 'application/pdf', endings: ['pdf'], aliases: ['application/x-pdf'], kind: 'document', isUsual: true },
  { type: `${office}.wordprocessingml.document`, endings: ['docx'], aliases: ZIP_ALIASES, kind: 'document', isUsual: true },
  { type: `${office}.spreadsheetml.sheet`, endings: ['xlsx'], aliases: ZIP_ALIASES, kind: 'document', isUsual: true },
  { type: `${office}.presentationml.presentation`, endings: ['pptx'], aliases: ZIP_ALIASES, kind: 'document', isUsual: true },
  { type: 'application/vnd.oasis.opendocument.text', endings: ['odt'], aliases: ZIP_ALIASES, kind: 'document', isUsual: true },
  { type: 'application/vnd.oasis.opendocument.spreadsheet', endings: ['ods'], aliases: ZIP_ALIASES, kind: 'document', isUsual: true },
  { type: 'application/vnd.oasis.opendocument.presentation', endings: ['odp'], aliases: ZIP_ALIASES, kind: 'document', isUsual: true },
  { type: 'application/msword', endings: ['doc'], kind: 'document', isUsual: true },
  { type: 'application/vnd.ms-excel', endings: ['xls'], kind: 'document', isUsual: true },
  { type: 'application/vnd.ms-powerpoint', endings: ['ppt'], kind: 'document', isUsual: true },
  { type: 'application/rtf', endings: ['rtf'], aliases: ['text/rtf'], kind: 'document', isUsual: true },
  { type: 'application/zip', endings: ['zip'], aliases: ZIP_ALIASES, kind: 'document', isUsual: false },
  { type: 'text/plain', endings: ['txt', 'log'], kind: 'text', isUsual: true },
  {
    type: 'text/csv',
    endings: ['csv'],
    aliases: ['text/plain', 'application/csv', 'application/vnd.ms-excel'],
    kind: 'text',
    isUsual: true,
  },
  { type: 'text/markdown', endings: ['md'], aliases: ['text/plain', 'text/x-markdown'], kind: 'text', isUsual: false },
  { type: 'application/json', endings: ['json'], aliases: ['text/plain', 'text/json'], kind: 'text', isUsual: false },
];

/** What a browser would run or what changes a machine: never accepted, whatever a resource lists. */
const REFUSED =
  /^(?:text\/html|application\/xhtml|text\/javascript|application\/(?:x-)?(?:ecma|java)script|text\/css|(?:text|application)\/xml|application\/(?:x-)?(?:ms-?download|msdos|executable|elf|mach|sh|shockwave|java-archive|msi|bat)|application\/vnd\.microsoft\.portable-executable|application\/x-ms)/;
/** Shown by the browser in its own window; none of them can run a script of this site. */
const INLINE = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/avif', 'application/pdf']);

const byEnding = new Map(contentTypes.flatMap((one) => one.endings.map((ending) => [ending, one] as const)));

/** The type that a name's ending stands for. */
export function typeOfEnding(ending: string): ContentType | undefined {
  return byEnding.get(ending);
}

/** Whether a resource that lists these types (none: the usual ones) takes this one. */
export function isTypeAllowed(type: string, { listed, isImage }: { listed: readonly string[]; isImage: boolean }): boolean {
  if (REFUSED.test(type)) return false;
  const known = contentTypes.find((one) => one.type === type);
  if (isImage && known?.kind !== 'image' && known?.kind !== 'drawing') return false;
  if (listed.length === 0) return known?.isUsual === true;
  // A drawing may hold a script: `image/*` does not mean it, only its own name does.
  return listed.some((one) => one === type || (one.endsWith('/*') && known?.kind !== 'drawing' && type.startsWith(one.slice(0, -1))));
}

/** Whether the type may stand in a browser's window. */
export function mayShowInline(type: string): boolean {
  return INLINE.has(type);
}

/** Whether previews can be made of it. */
export function isPicture(type: string): boolean {
  return contentTypes.some((one) => one.type === type && one.kind === 'image');
}

/** What the browser's file dialog offers: endings, and types that have no known ending. */
export function acceptList(rule: { listed: readonly string[]; isImage: boolean }): string {
  const known = contentTypes.filter((one) => isTypeAllowed(one.type, rule));
  const others = rule.listed.filter(
    (type) => !contentTypes.some((one) => one.type === type || (type.endsWith('/*') && one.type.startsWith(type.slice(0, -1)))),
  );
  return [...known.flatMap((one) => one.endings.map((ending) => `.${ending}`)), ...others].join(',');
}

/** The endings for people: `PDF, JPG, PNG`; one for each type. */
export function allowedNames(rule: { listed: readonly string[]; isImage: boolean }): string[] {
  return contentTypes.filter((one) => isTypeAllowed(one.type, rule)).map((one) => (one.endings[0] ?? '').toUpperCase());
}
