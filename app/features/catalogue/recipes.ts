export const recipeKinds = ['qgis', 'python', 'r', 'gdal'] as const;
export type RecipeKind = (typeof recipeKinds)[number];
export type Recipe = { kind: RecipeKind; text: string };

export type RecipeScene = {
  id: string;
  /** Its STAC collection. */
  collection: string;
  /** The desk's address, without a final slash. */
  desk: string;
  /** The asset that holds the image, and its address; null where the desk does not keep the files. */
  image: { key: string; href: string } | null;
};

/**
 * How to open a scene elsewhere, each to be pasted as it is, after `cookieCommand` where the image is read. Without an image, what can be read is its
 * metadata.
 */
export function recipesOf(scene: RecipeScene): Recipe[] {
  return [
    { kind: 'qgis', text: qgis(scene) },
    { kind: 'python', text: python(scene) },
    { kind: 'r', text: r(scene) },
    { kind: 'gdal', text: gdal(scene) },
  ];
}

function qgis({ desk, image }: RecipeScene): string {
  if (!image) return `${desk}/stac`;
  return `GDAL_HTTP_COOKIEFILE="$PWD/cookies.txt" qgis ${shell(`/vsicurl/${image.href}`)}`;
}

function gdal({ desk, id, collection, image }: RecipeScene): string {
  if (!image)
    return `ogrinfo -al -so ${shell(`OAPIF_COLLECTION:${desk}/stac/collections/${collection}`)}`;
  return [
    'export GDAL_HTTP_COOKIEFILE="$PWD/cookies.txt"',
    `gdalinfo ${shell(`/vsicurl/${image.href}`)}`,
    `gdal_translate -outsize 10% 10% ${shell(`/vsicurl/${image.href}`)} ${shell(`${id}-small.tif`)}`,
  ].join('\n');
}

function python({ desk, id, collection, image }: RecipeScene): string {
  const open = [
    'from pystac_client import Client',
    '',
    `catalogue = Client.open(${quoted(`${desk}/stac`)})`,
    `item = catalogue.get_collection(${quoted(collection)}).get_item(${quoted(id)})`,
    'print(item.datetime, item.bbox)',
  ];
  if (!image) return open.join('\n');
  return [
    '# pip install pystac-client rasterio',
    'import os',
    '',
    'os.environ["GDAL_HTTP_COOKIEFILE"] = "cookies.txt"',
    '',
    'import rasterio',
    ...open,
    '',
    `with rasterio.open(item.assets[${quoted(image.key)}].href) as image:`,
    '    print(image.profile)',
    '    overview = image.read(1, out_shape=(image.height // 10, image.width // 10))',
  ].join('\n');
}

function r({ desk, id, collection, image }: RecipeScene): string {
  const open = [
    'library(rstac)',
    '',
    `item <- stac(${quoted(`${desk}/stac`)}) |>`,
    `  collections(${quoted(collection)}) |>`,
    `  items(${quoted(id)}) |>`,
    '  get_request()',
    'item$properties$datetime',
  ];
  if (!image) return open.join('\n');
  return [
    '# install.packages(c("rstac", "terra"))',
    ...open,
    '',
    'Sys.setenv(GDAL_HTTP_COOKIEFILE = "cookies.txt")',
    `image <- terra::rast(paste0("/vsicurl/", item$assets[[${quoted(image.key)}]]$href))`,
    'image',
  ].join('\n');
}

/** As a string of Python, R and JSON alike. */
const quoted = (text: string) => JSON.stringify(text);

const shell = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;

/** The first asset of a presented STAC item that holds the image, with its address. */
export function imageAsset(item: Record<string, unknown>): RecipeScene['image'] {
  const assets = typeof item.assets === 'object' && item.assets !== null ? item.assets : {};
  for (const [key, asset] of Object.entries(assets)) {
    const { roles, href } = asset as { roles?: unknown; href?: unknown };
    const isImage = Array.isArray(roles) && roles.includes('data');
    if (isImage && typeof href === 'string' && href.includes('/downloads/')) return { key, href };
  }
  return null;
}
