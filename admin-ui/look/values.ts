// The look as the form gives it: read, checked, and kept as a version of the setting `theme`.

import { PICTURE_TYPES, THEME_CODE } from '../../engine/theme.ts';
import type { ThemePicture, ThemeValues } from '../../engine/theme.ts';
import { audit } from '../../engine/auth/audit.ts';
import { RequestError } from '../../engine/errors.ts';
import type { RequestContext } from '../../engine/request-context.ts';
import { DefinitionConflict } from '../../metadata/errors.ts';
import { saveDefinition } from '../../metadata/store.ts';
import { isColour } from '../../renderer/theme-colours.ts';
import { textOf } from '../answers.ts';
import { changeContent } from '../texts/content.ts';
import { ta } from '../texts.ts';

const LONGEST_NAME = 60;
const LONGEST_CODE = 200_000;
const PICTURE_BYTES = { logo: 150_000, favicon: 50_000 } as const;
type PictureName = keyof typeof PICTURE_BYTES;

export interface GivenLook {
  readonly values: ThemeValues;
  readonly errors: Readonly<Record<string, string>>;
}

/** What the form says; pictures that it does not bring stay as they are. */
export function givenLook(ctx: RequestContext, body: unknown, now: ThemeValues): GivenLook {
  const { lang } = ctx;
  const errors: Record<string, string> = {};
  const line = (name: string): string => textOf(body, name).trim();
  const [brandName, light, dark, density] = [line('brandName'), line('light').toLowerCase(), line('dark').toLowerCase(), line('density')];
  const [css, js] = [textOf(body, 'css').replaceAll('\r\n', '\n'), textOf(body, 'js').replaceAll('\r\n', '\n')];
  if (brandName.length > LONGEST_NAME) errors.brandName = ta(lang, 'look.tooLong', { count: LONGEST_NAME });
  if (light !== '' && !isColour(light)) errors.light = ta(lang, 'look.badColour');
  if (dark !== '' && !isColour(dark)) errors.dark = ta(lang, 'look.badColour');
  if (dark !== '' && light === '') errors.light = ta(lang, 'look.lightFirst');
  if (css.length > LONGEST_CODE) errors.css = ta(lang, 'look.tooLong', { count: LONGEST_CODE });
  if (js.length > LONGEST_CODE) errors.js = ta(lang, 'look.tooLong', { count: LONGEST_CODE });
  const picture = (name: PictureName): ThemePicture | undefined => {
    const given = textOf(body, name);
    if (given === '') return now[name];
    if (given === 'remove') return undefined;
    const read = pictureIn(given);
    if (read === undefined) errors[name] = ta(lang, 'look.badPicture');
    else if (Buffer.byteLength(read.data, 'base64') > PICTURE_BYTES[name])
      errors[name] = ta(lang, 'look.pictureTooBig', { size: PICTURE_BYTES[name] / 1000 });
    return read;
  };
  const [logo, favicon] = [picture('logo'), picture('favicon')];
  const values: ThemeValues = {
    ...(brandName !== '' && { brandName }),
    ...(isColour(light) && { light }),
    ...(isColour(dark) && { dark }),
    ...((density === 'comfortable' || density === 'compact') && { density }),
    ...(logo !== undefined && { logo }),
    ...(favicon !== undefined && { favicon }),
    ...(css.trim() !== '' && { css }),
    ...(js.trim() !== '' && { js }),
  };
  return { values, errors };
}

/** Keeps the look; it holds with the next page. `version` is what the writer saw, 0 for none. */
export async function saveLook(
  ctx: RequestContext,
  { values, version, comment }: { values: ThemeValues; version: number; comment: string },
): Promise<void> {
  const text = JSON.stringify(values);
  if (version > 0) {
    await changeContent(ctx, {
      kind: 'setting',
      code: THEME_CODE,
      version,
      comment,
      change: (body) => {
        body.default = text;
      },
    });
    return;
  }
  const body = { title: { en: 'Look', ru: 'Вид' }, type: 'json', default: text };
  const { username, userID } = ctx.visitor;
  try {
    await saveDefinition(ctx.app.db, {
      kind: 'setting',
      code: THEME_CODE,
      body: JSON.stringify(body),
      expectedVersion: 0,
      username,
      comment,
    });
  } catch (error) {
    if (!(error instanceof DefinitionConflict)) throw error;
    throw new RequestError('conflict', { text: ta(ctx.lang, 'texts.conflict', { name: error.theirs?.updatedBy ?? '' }), cause: error });
  }
  await audit(ctx, { action: 'admin.definitionSaved', userID, object: `setting ${THEME_CODE}` });
}

/** `{"type", "data"}` whose bytes are what the type says. */
function pictureIn(text: string): ThemePicture | undefined {
  let given: { type?: unknown; data?: unknown };
  try {
    given = JSON.parse(text) as typeof given;
  } catch {
    return undefined;
  }
  const type = PICTURE_TYPES.find((one) => one === given.type);
  if (type === undefined || typeof given.data !== 'string') return undefined;
  const bytes = Buffer.from(given.data, 'base64');
  const begins = (...signs: number[]): boolean => signs.every((sign, at) => bytes[at] === sign);
  const isReal = {
    'image/svg+xml': () => /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*<svg[\s>]/i.test(bytes.toString('utf8')),
    'image/png': () => begins(0x89, 0x50, 0x4e, 0x47),
    'image/jpeg': () => begins(0xff, 0xd8, 0xff),
    'image/webp': () => begins(0x52, 0x49, 0x46, 0x46) && bytes.toString('latin1', 8, 12) === 'WEBP',
    'image/x-icon': () => begins(0, 0, 1, 0),
  }[type]();
  return isReal ? { type, data: bytes.toString('base64') } : undefined;
}
