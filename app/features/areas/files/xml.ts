import { DOMParser, type Document, ParseError } from '@xmldom/xmldom';
import { areaFileLimits, unreadable } from './area-file.ts';

/**
 * Reads an XML document brought by a stranger. No DTD is accepted, hence no entity is expanded; nesting and the number of
 * elements are counted before a parser sees the text.
 */
export function readXmlDocument(text: string): Document {
  scan(text);
  try {
    // What its authors call an error (and browsers too) ends the reading; a warning does not.
    return new DOMParser({ locator: false, onError: stopOnError }).parseFromString(
      text,
      'text/xml',
    );
  } catch (error) {
    if (error instanceof ParseError) return unreadable('not-xml');
    throw error;
  }
}

function stopOnError(level: 'warning' | 'error' | 'fatalError', message: string): void {
  if (level !== 'warning') throw new ParseError(message);
}

/** One pass over the signs that open and close, each sought once: comments and CDATA may hold anything. */
function scan(text: string): void {
  let depth = 0;
  let elements = 0;
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at + 1)) {
    const skipped = opaque.find(([start]) => text.startsWith(start, at));
    if (skipped) {
      at = text.indexOf(skipped[1], at);
      if (at < 0) return;
    } else if (text.startsWith('<!', at)) unreadable('dtd');
    else if (text.startsWith('</', at)) depth -= 1;
    else {
      const end = text.indexOf('>', at);
      if (end < 0) return;
      elements += 1;
      if (text[end - 1] !== '/') depth += 1;
      if (depth > areaFileLimits.nesting) unreadable('too-nested', { max: areaFileLimits.nesting });
      if (elements > areaFileLimits.xmlElements) {
        unreadable('too-many-elements', { max: areaFileLimits.xmlElements });
      }
      // A second < before the > is no XML: the parser says so, and the search does not start over from each.
      at = end;
    }
  }
}

const opaque = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
] as const;
