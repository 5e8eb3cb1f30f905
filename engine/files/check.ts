// What may become a file: name, ending, declared type and bytes have to agree, and the resource has to take the type. Bytes decide; name and
// declared type can only make it worse.

import { open } from 'node:fs/promises';
import { fileTypeFromFile } from 'file-type';
import { RequestError } from '../errors.ts';
import { t } from '../../renderer/locale.ts';
import type { Lang } from '../../renderer/locale.ts';
import type { ResourceDefinition } from '../../metadata/kinds/resource.ts';
import { allowedNames, isTypeAllowed, typeOfEnding } from './content-types.ts';
import type { ContentType } from './content-types.ts';
import { isHarmlessDrawing } from './drawing.ts';
import { cleanFileName, endingOf, fitsFilter } from './file-name.ts';

export interface CheckedName {
  readonly name: string;
  readonly ending: string;
}

const TEXT_SAMPLE = 1024 * 1024;
const LARGEST_DRAWING = 1024 * 1024;
/** What browsers say when they do not know. */
const UNKNOWN = new Set(['', 'application/octet-stream', 'binary/octet-stream', 'application/x-download']);
/** One container for all of the old office programs. */
const OLD_OFFICE = new Set(['application/msword', 'application/vnd.ms-excel', 'application/vnd.ms-powerpoint']);

/** The name as it will be stored. @throws RequestError when it has none or the resource does not take it */
export function checkName(given: string, { definition, lang }: { definition: ResourceDefinition; lang: Lang }): CheckedName {
  const name = cleanFileName(given);
  const ending = endingOf(name);
  if (ending === '')
    throw new RequestError('unsupportedType', { text: t(lang, 'resource.noEnding'), detail: `the name "${name}" has no ending` });
  if (!fitsFilter(name, definition.fileFilter))
    throw new RequestError('refused', {
      text: t(lang, 'resource.nameRefused', { name }),
      detail: `the name does not fit ${definition.fileFilter}`,
    });
  return { name, ending };
}

/** Refuses by name and declared type alone, before any byte is read. */
export function checkDeclared(
  { ending }: CheckedName,
  { declared, definition, lang }: { declared: string; definition: ResourceDefinition; lang: Lang },
): void {
  const known = typeOfEnding(ending);
  const rule = ruleOf(definition);
  if (known !== undefined && !isTypeAllowed(known.type, rule)) throw notTaken(lang, definition, known.type);
  if (known === undefined && definition.contentTypes.length === 0) throw notTaken(lang, definition, `.${ending}`);
  if (known !== undefined && !isDeclaredAs(known, declared)) throw falseType(lang, `.${ending} was declared as ${declared}`);
}

/** The type of the bytes. @throws RequestError when they are not what the name says or not what the resource takes */
export async function checkBytes(
  path: string,
  { name, declared, definition, lang }: { name: CheckedName; declared: string; definition: ResourceDefinition; lang: Lang },
): Promise<string> {
  const claimed = typeOfEnding(name.ending);
  const found = await fileTypeFromFile(path).catch(() => undefined);
  const type = claimed === undefined ? found?.mime : await provenType(path, claimed, found?.mime);
  if (type === undefined || (claimed === undefined && found?.ext !== name.ending))
    throw falseType(lang, `.${name.ending} declared as ${declared} holds ${found?.mime ?? 'something unknown'}`);
  if (!isTypeAllowed(type, ruleOf(definition))) throw notTaken(lang, definition, type);
  return type;
}

/** What decides about types in a definition. */
export function ruleOf(definition: ResourceDefinition): { listed: readonly string[]; isImage: boolean } {
  return { listed: definition.contentTypes, isImage: definition.isImage };
}

function isDeclaredAs(known: ContentType, declared: string): boolean {
  const bare = declared.split(';')[0]?.trim().toLowerCase() ?? '';
  return UNKNOWN.has(bare) || bare === known.type || known.aliases?.includes(bare) === true;
}

async function provenType(path: string, claimed: ContentType, found: string | undefined): Promise<string | undefined> {
  if (claimed.kind === 'text') return found === undefined && (await isText(path)) ? claimed.type : undefined;
  if (claimed.kind === 'drawing') return (await isDrawing(path)) ? claimed.type : undefined;
  if (found === claimed.type) return claimed.type;
  if (OLD_OFFICE.has(claimed.type) && found === 'application/x-cfb') return claimed.type;
  return undefined;
}

/** Text in UTF-8, UTF-16 with its mark, or an old one-byte code page: no control characters, and nothing that a browser takes for markup. */
async function isText(path: string): Promise<boolean> {
  const bytes = await beginning(path, TEXT_SAMPLE);
  const isWide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (isWide) return true;
  for (const byte of bytes)
    if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0c && byte !== 0x0d && byte !== 0x1b) return false;
  return !/^(?:\uFEFF|\s)*<(?:!doctype|html|head|body|script|svg|\?xml|iframe|\?php)/i.test(bytes.subarray(0, 1024).toString('utf8'));
}

async function isDrawing(path: string): Promise<boolean> {
  const bytes = await beginning(path, LARGEST_DRAWING + 1);
  return bytes.length <= LARGEST_DRAWING && isHarmlessDrawing(bytes.toString('utf8'));
}

async function beginning(path: string, size: number): Promise<Buffer> {
  const handle = await open(path, 'r');
  try {
    const buffer = Buffer.alloc(size);
    const { bytesRead } = await handle.read(buffer, 0, size, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

function notTaken(lang: Lang, definition: ResourceDefinition, type: string): RequestError {
  const names = allowedNames(ruleOf(definition));
  return new RequestError('unsupportedType', {
    text: names.length === 0 ? t(lang, 'resource.typeRefused') : t(lang, 'resource.typeRefusedList', { types: names.join(', ') }),
    detail: `${type} is not among the accepted types`,
  });
}

function falseType(lang: Lang, detail: string): RequestError {
  return new RequestError('unsupportedType', { text: t(lang, 'resource.typeFalse'), detail });
}
