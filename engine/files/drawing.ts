// SVG drawings: accepted only when they hold shapes and nothing else. A drawing with scripts, events, styles that load, links or parts of
// other documents is refused instead of repaired: what a repair leaves is nobody's drawing, and what it overlooks runs.

import { Parser } from 'htmlparser2';

const ELEMENTS = new Set(
  `svg g defs symbol use title desc metadata path rect circle ellipse line polyline polygon text tspan textpath lineargradient radialgradient
   stop clippath mask pattern marker filter feblend fecolormatrix fecomponenttransfer fecomposite feflood fegaussianblur femerge femergenode
   femorphology feoffset fedropshadow fefunca fefuncb fefuncg fefuncr switch style`.split(/\s+/),
);
const DEEPEST = 200;

/** Whether the markup is an SVG drawing without anything active. */
export function isHarmlessDrawing(markup: string): boolean {
  // Entities hide what the checks look for, and processing instructions may name a style sheet.
  if (/<!DOCTYPE|<!ENTITY|<\?xml-stylesheet/i.test(markup)) return false;
  let isHarmless = true;
  let isDrawing = false;
  let depth = 0;
  let inStyle = false;
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        const element = name.toLowerCase();
        if (depth === 0 && !isDrawing) isDrawing = element === 'svg';
        inStyle = element === 'style';
        depth++;
        if (!isDrawing || depth > DEEPEST || !(ELEMENTS.has(element) || isForeignNote(element))) isHarmless = false;
        for (const [key, value] of Object.entries(attributes)) if (!isHarmlessAttribute(key.toLowerCase(), value)) isHarmless = false;
      },
      ontext(text) {
        if (inStyle && !isHarmlessStyle(text)) isHarmless = false;
      },
      onclosetag() {
        depth--;
        inStyle = false;
      },
      onprocessinginstruction(name) {
        if (name.toLowerCase() !== '?xml') isHarmless = false;
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.end(markup);
  return isDrawing && isHarmless;
}

/** Drawing programs leave notes of their own namespaces behind: they mean nothing to a browser. */
function isForeignNote(element: string): boolean {
  return /^(?:sodipodi|inkscape|rdf|cc|dc):[a-z-]+$/.test(element);
}

function isHarmlessAttribute(name: string, value: string): boolean {
  if (name.startsWith('on')) return false;
  if (name === 'href' || name === 'xlink:href') return /^\s*#/.test(value) || /^\s*data:image\/(?:png|jpeg|webp|gif);base64,/i.test(value);
  if (name === 'style') return isHarmlessStyle(value);
  // `fill="url(#a)"` points inside the drawing; everything else would load.
  return !/url\s*\(\s*['"]?\s*[^#'"\s]/i.test(value) && !/(?:java|vb)script\s*:/i.test(value);
}

function isHarmlessStyle(css: string): boolean {
  return !/@import|expression\s*\(|url\s*\(\s*['"]?\s*[^#'"\s]|\\/i.test(css);
}
