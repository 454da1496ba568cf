import { describe, expect, it } from 'vitest';
import { ariaList, curlScript, readShared, writeShared } from '#app/features/cart/cart.ts';
import { keptQuery } from '#app/features/saved-searches/saved-search.ts';

describe('a shared cart', () => {
  it('is read from the address that was written, each scene once', () => {
    const address = writeShared(['a_1', 'b-2', 'a_1']);
    expect(address).toBe('/cart?scenes=a_1,b-2,a_1');
    expect(readShared(new URL(address, 'https://d.example').searchParams)).toEqual(['a_1', 'b-2']);
  });

  it('leaves out what can be no id, and is none without the parameter', () => {
    expect(readShared(new URLSearchParams('scenes=<b>,ok,,%20'))).toEqual(['ok']);
    expect(readShared(new URLSearchParams('x=1'))).toBeNull();
  });
});

describe('the scripts of a cart', () => {
  const scenes = [{ id: `it's`, href: `/downloads/items/it's.zip` }];
  const words = {
    about: 'one\nscene; rm -rf /',
    email: `l'adresse : `,
    password: 'secret: ',
    failed: 'failed',
  };

  it('quote all that they are given', () => {
    const script = curlScript(scenes, 'https://d.example', words);
    expect(script).toContain(`get 'it'\\''s' '/downloads/items/it'\\''s.zip'`);
    expect(script).toContain('# one scene; rm -rf /\n');
    expect(script).toContain(`printf %s 'l'\\''adresse : '`);
  });

  it('list what aria2 reads', () => {
    expect(ariaList([{ id: 'a', href: '/a.zip' }], 'https://d.example')).toBe(
      'https://d.example/a.zip\n  out=a.zip\n',
    );
  });
});

describe('a search that is kept', () => {
  it('is its filters, without page, order and view', () => {
    expect(keptQuery('?q=a&sort=clearest&view=table&after=x&cloud=10')).toBe('q=a&cloud=10');
    expect(keptQuery('')).toBe('');
  });

  it('is none where a filter cannot be read', () => {
    expect(keptQuery('cloud=many')).toBeNull();
  });
});
