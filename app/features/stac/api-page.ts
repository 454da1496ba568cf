/** A page for people about the addresses for machines. It needs no script; its one style is named by its digest. */

const style =
  'body{font:1rem/1.5 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem}code,pre{font-family:ui-monospace,monospace;font-size:.875rem}pre{background:#f2f4f6;padding:.75rem;overflow-x:auto}table{border-collapse:collapse}th,td{text-align:left;padding:.25rem 1rem .25rem 0;vertical-align:top}@media(prefers-color-scheme:dark){body{background:#16191d;color:#e6e8ea}a{color:#8ab8e8}pre{background:#22272d}}';

/** SHA-256 of the style, in base 64; a test computes it again. */
export const styleDigest = 'YP0/WYFpwK2c4MmehktLSBVyvC9PbL39sK3ZnyWs3wA=';

export const apiPagePolicy = `default-src 'none'; style-src 'sha256-${styleDigest}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

export const apiPageStyle = style;

const rows = [
  ['/stac', 'landing page'],
  ['/stac/collections', 'the sensors, one collection each'],
  ['/stac/search', 'scenes by place, time, id and CQL2 filter (GET and POST)'],
  ['/stac/queryables', 'what a filter may ask'],
  ['/stac/aggregations', 'what may be counted'],
  ['/stac/conformance', 'what is conformed to'],
  ['/stac/api', 'the OpenAPI description'],
] as const;

export function apiPage(base: string): string {
  const site = escaped(base);
  const list = rows
    .map(
      ([path, what]) =>
        `<tr><td><a href="${site}${path}"><code>${path}</code></a></td><td>${what}</td></tr>`,
    )
    .join('');
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>DINAMIS STAC API</title><style>${style}</style></head><body><main>
<h1>DINAMIS STAC API</h1>
<p>The catalogue for scripts, QGIS and other clients: STAC API 1.0.0 and OGC API Features. What is public needs no sign-in;
send the cookie of the <a href="${site}/login">sign-in page</a> for the rest. Longitude comes before latitude.</p>
<table><thead><tr><th>Address</th><th>What it gives</th></tr></thead><tbody>${list}</tbody></table>
<h2>Try it</h2>
<pre><code>curl '${site}/stac/search?bbox=5,43,8,46&amp;limit=3'
curl '${site}/stac/search' -d '{"filter": {"op": "&lt;=", "args": [{"property": "eo:cloud_cover"}, 10]}}'
ogrinfo -ro 'OAPIF:${site}/stac'</code></pre>
<p><a href="${site}/catalogue">The catalogue for people</a></p>
</main></body></html>
`;
}

const escaped = (text: string) =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
