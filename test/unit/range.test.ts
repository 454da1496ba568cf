import { describe, expect, it } from 'vitest';
import { attachment, parseRange, portionOf } from '#app/features/downloads/range.ts';

const file = { bytes: 1000, etag: '"abc"' };

describe('a Range header', () => {
  it('names bytes from the start, to the end, or from the end', () => {
    expect(parseRange('bytes=0-499', 1000)).toEqual({ start: 0, end: 499 });
    expect(parseRange('bytes=500-', 1000)).toEqual({ start: 500, end: 999 });
    expect(parseRange('bytes=-200', 1000)).toEqual({ start: 800, end: 999 });
    expect(parseRange('bytes=-5000', 1000)).toEqual({ start: 0, end: 999 });
    expect(parseRange('bytes=999-99999', 1000)).toEqual({ start: 999, end: 999 });
    expect(parseRange('Bytes = 1-2', 1000)).toEqual({ start: 1, end: 2 });
  });

  it('cannot be satisfied beyond the end, nor for nothing', () => {
    expect(parseRange('bytes=1000-', 1000)).toBe('unsatisfiable');
    expect(parseRange('bytes=-0', 1000)).toBe('unsatisfiable');
    expect(parseRange('bytes=0-', 0)).toBe('unsatisfiable');
  });

  it('means nothing when it is malformed, in another unit or manifold', () => {
    for (const header of ['bytes=', 'bytes=-', 'bytes=5-2', 'items=0-1', 'bytes=0-1,5-6', 'x']) {
      expect(parseRange(header, 1000)).toBe('whole');
    }
  });
});

describe('what is sent', () => {
  it('is a portion for a GET alone, and while the file is the one that was begun', () => {
    const range = 'bytes=10-19';
    expect(portionOf('GET', { range }, file)).toEqual({ status: 206, start: 10, end: 19 });
    expect(portionOf('HEAD', { range }, file)).toEqual({ status: 200 });
    expect(portionOf('GET', { range, ifRange: '"abc"' }, file).status).toBe(206);
    expect(portionOf('GET', { range, ifRange: '"other"' }, file).status).toBe(200);
    expect(portionOf('GET', { range, ifRange: 'W/"abc"' }, file).status).toBe(200);
    expect(portionOf('GET', { range, ifRange: 'Sat, 29 Oct 1994 19:43:31 GMT' }, file).status).toBe(
      200,
    );
    expect(portionOf('GET', { range: 'bytes=2000-' }, file)).toEqual({ status: 416 });
  });

  it('is nothing when the reader has it, or wants another', () => {
    expect(portionOf('GET', { ifNoneMatch: '"x", W/"abc"' }, file)).toEqual({ status: 304 });
    expect(portionOf('GET', { ifNoneMatch: '*' }, file)).toEqual({ status: 304 });
    expect(portionOf('GET', { ifNoneMatch: '"x"' }, file)).toEqual({ status: 200 });
    expect(portionOf('GET', { ifMatch: '"x"' }, file)).toEqual({ status: 412 });
    expect(portionOf('GET', { ifMatch: 'W/"abc"' }, file)).toEqual({ status: 412 });
    expect(portionOf('GET', { ifMatch: '"abc"', ifNoneMatch: '"abc"' }, file).status).toBe(304);
  });
});

describe('the name of a download', () => {
  it('is quoted, and given whole in UTF-8 where ASCII cannot', () => {
    expect(attachment('IMG_R1C1.TIF')).toBe('attachment; filename="IMG_R1C1.TIF"');
    expect(attachment('été "1".tif')).toBe(
      `attachment; filename="_t_ _1_.tif"; filename*=UTF-8''%C3%A9t%C3%A9%20%221%22.tif`,
    );
  });
});
